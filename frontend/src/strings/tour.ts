/** The guided first visit. */

export const TOUR = {
  title: 'A first look',
  step: (n: number, all: number) => `Step ${n} of ${all}`,
  next: 'Next',
  back: 'Back',
  done: 'Done',
  skip: 'Skip',
  started: 'A short tour of four steps has begun; Escape ends it.',
  steps: {
    scene: {
      title: 'Every point, in three components',
      text: 'Blue are positions, joined in their order; red are tokens. Drag to turn. Rest on a point to read its name.',
    },
    basis: {
      title: 'The basis decides what you see',
      text: 'Components are directions fitted to some of the points. The share beside each is of those points’ variance alone.',
    },
    sides: {
      title: 'Then ask how much of it is true',
      text: 'Measures set every share against chance. Find names a token and its real neighbours in all dimensions.',
    },
    link: {
      title: 'Send exactly this',
      text: 'A link keeps the model, the basis, the axes and the camera, and says so if a server has other numbers.',
    },
  },
} as const;

import type { ReactNode } from 'react';

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg
      width="18"
      height="18"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  );
}

export const SunIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4" />
  </Icon>
);
export const MoonIcon = () => (
  <Icon>
    <path d="M20 14.2A8 8 0 0 1 9.8 4a8 8 0 1 0 10.2 10.2Z" />
  </Icon>
);
export const ResetIcon = () => (
  <Icon>
    <path d="M4 12a8 8 0 1 0 2.6-5.9" />
    <path d="M4 4.5v4h4" />
  </Icon>
);
export const PlusIcon = () => (
  <Icon>
    <path d="M12 6v12M6 12h12" />
  </Icon>
);
export const MinusIcon = () => (
  <Icon>
    <path d="M6 12h12" />
  </Icon>
);
export const CloseIcon = () => (
  <Icon>
    <path d="m7 7 10 10M17 7 7 17" />
  </Icon>
);
export const PanelIcon = () => (
  <Icon>
    <rect x="4" y="5" width="16" height="14" rx="2.5" />
    <path d="M10 5v14" />
  </Icon>
);
export const ChevronIcon = () => (
  <Icon>
    <path d="m7 14.5 5-5 5 5" />
  </Icon>
);
export const LinkIcon = () => (
  <Icon>
    <path d="M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7l-1 1" />
    <path d="M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8" />
    <path d="M12 7.5V12l3 2" />
  </Icon>
);
export const KeysIcon = () => (
  <Icon>
    <path d="M9.2 9a2.9 2.9 0 1 1 4.3 2.6c-1 .55-1.5 1.1-1.5 2.1M12 17v.01" />
    <circle cx="12" cy="12" r="9" />
  </Icon>
);
export const TableIcon = () => (
  <Icon>
    <rect x="4" y="5" width="16" height="14" rx="2" />
    <path d="M4 10h16M4 14.5h16M10 10v9" />
  </Icon>
);
export const RotateIcon = () => (
  <Icon>
    <ellipse cx="12" cy="12" rx="8.5" ry="3.6" />
    <path d="M12 4v3.5M12 16.5V20M15.5 14l1.6 1.4-1.2 1.9" />
  </Icon>
);
export const StopIcon = () => (
  <Icon>
    <rect x="7" y="7" width="10" height="10" rx="1.5" />
  </Icon>
);
export const FullscreenIcon = () => (
  <Icon>
    <path d="M5 9.5V5h4.5M14.5 5H19v4.5M19 14.5V19h-4.5M9.5 19H5v-4.5" />
  </Icon>
);
export const CubeIcon = () => (
  <Icon>
    <path d="m12 4 7 4v8l-7 4-7-4V8zM12 12l7-4M12 12v8M12 12 5 8" />
  </Icon>
);
export const MoreIcon = () => (
  <Icon>
    <path d="M6 12h.1M12 12h.1M18 12h.1" strokeWidth="3" />
  </Icon>
);
export const PersonIcon = () => (
  <Icon>
    <circle cx="12" cy="8.5" r="3.5" />
    <path d="M5 19.5c.8-3.6 3.5-5.5 7-5.5s6.2 1.9 7 5.5" />
  </Icon>
);
export const UpIcon = () => (
  <Icon>
    <path d="M12 19V6M6 11.5l6-6 6 6" />
  </Icon>
);
export const DownIcon = () => (
  <Icon>
    <path d="M12 5v13M6 12.5l6 6 6-6" />
  </Icon>
);

/** A path that winds around what it is about. */
export const Logo = () => (
  <svg
    width="22"
    height="22"
    viewBox="0 0 32 32"
    fill="none"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <path d="M6 5.5c0 4.6 20 3.4 20 8.2" stroke="#1c7ed6" strokeWidth="2.6" />
    <path d="M26 13.7c0 4.6-20 3.4-20 8.2" stroke="#4dabf7" strokeWidth="2.6" />
    <path d="M6 21.9c0 3.6 12.5 3 18.2 5.2" stroke="var(--logo-end)" strokeWidth="2.6" />
    <path d="m16 10.3 5.6 5.6-5.6 5.6-5.6-5.6z" fill="#ff5d5d" />
  </svg>
);

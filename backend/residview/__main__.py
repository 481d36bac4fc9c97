from residview.cli import app

app()

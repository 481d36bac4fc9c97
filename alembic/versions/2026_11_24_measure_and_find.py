"""Add scaled bases, norms, subspaces, cosines, token classes, tokenizers, directions, sums and titles"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "2026_11_24_measure_and_find"
down_revision = "2026_11_23_create_models"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("models", sa.Column("tokenizer", sa.LargeBinary(), nullable=True))
    op.add_column("point_sets", sa.Column("classes", sa.LargeBinary(), nullable=True))
    op.add_column("bases", sa.Column("scaled", sa.Boolean(), server_default=sa.text("false"), nullable=False))
    op.add_column(
        "bases", sa.Column("center_scores", sa.ARRAY(sa.Double()), server_default=sa.text("'{}'"), nullable=False)
    )
    op.add_column("bases", sa.Column("scale", sa.LargeBinary(), nullable=True))
    op.add_column("permalinks", sa.Column("title", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("permalinks", sa.Column("note", sa.String(), server_default=sa.text("''"), nullable=False))
    op.add_column("permalinks", sa.Column("preview", sa.LargeBinary(), nullable=True))
    for table, kind in (("norms", sa.LargeBinary()), ("subspaces", postgresql.JSONB(astext_type=sa.Text()))):
        op.create_table(
            table,
            sa.Column("basis_id", sa.Integer(), nullable=False),
            sa.Column("point_set_id", sa.Integer(), nullable=False),
            sa.Column("data" if table == "norms" else "measured", kind, nullable=False),
            sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f(f"fk_{table}_basis_id"), ondelete="CASCADE"),
            sa.ForeignKeyConstraint(
                ["point_set_id"], ["point_sets.id"], name=op.f(f"fk_{table}_point_set_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("basis_id", "point_set_id", name=op.f(f"pk_{table}")),
        )
    op.execute("ALTER TABLE norms ALTER COLUMN data SET STORAGE EXTERNAL")
    op.create_table(
        "cosines",
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("measured", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_cosines_model_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("model_id", name=op.f("pk_cosines")),
    )
    op.create_table(
        "directions",
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("recipe", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("norm", sa.Double(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("revision", "name", name=op.f("pk_directions")),
    )
    op.create_table(
        "sums",
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("ids", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("revision", "name", name=op.f("pk_sums")),
    )


def downgrade() -> None:
    for table in ("sums", "directions", "cosines", "subspaces", "norms"):
        op.drop_table(table)
    for table, columns in (
        ("permalinks", ("preview", "note", "title")),
        ("bases", ("scale", "center_scores", "scaled")),
        ("point_sets", ("classes",)),
        ("models", ("tokenizer",)),
    ):
        for column in columns:
            op.drop_column(table, column)

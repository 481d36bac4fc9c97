"""Create models, point sets, bases, scores and permalinks"""

import sqlalchemy as sa
from alembic import op
from pgvector.sqlalchemy import VECTOR
from sqlalchemy.dialects import postgresql

revision = "2026_11_23_create_models"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.create_table(
        "models",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.String(), nullable=False),
        sa.Column("architecture", sa.String(), nullable=False),
        sa.Column("positional_scheme", sa.String(), nullable=False),
        sa.Column("d_model", sa.Integer(), nullable=False),
        sa.Column("n_ctx", sa.Integer(), nullable=True),
        sa.Column("n_vocab", sa.Integer(), nullable=False),
        sa.Column("n_layers", sa.Integer(), nullable=True),
        sa.Column("n_heads", sa.Integer(), nullable=True),
        sa.Column("dtype", sa.String(), nullable=False),
        sa.Column("tied_unembedding", sa.Boolean(), nullable=False),
        sa.Column("first_residual", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
        sa.UniqueConstraint("name", name=op.f("uq_models_name")),
    )
    op.create_table(
        "permalinks",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("state", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pins", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_permalinks")),
    )
    op.create_table(
        "vectors",
        sa.Column("point_set_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("vector", VECTOR(), nullable=False),
        sa.PrimaryKeyConstraint("point_set_id", "index", name=op.f("pk_vectors")),
        postgresql_partition_by="LIST (point_set_id)",
    )
    op.create_table(
        "bases",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("fitted_on", sa.String(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("n_rows", sa.Integer(), nullable=False),
        sa.Column("centered", sa.Boolean(), nullable=False),
        sa.Column("d", sa.Integer(), nullable=False),
        sa.Column("n_components", sa.Integer(), nullable=False),
        sa.Column("variance_shares", sa.ARRAY(sa.Double()), nullable=False),
        sa.Column("total_variance", sa.Double(), nullable=False),
        sa.Column("near_equal", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("code_version", sa.Integer(), nullable=False),
        sa.Column("center", sa.LargeBinary(), nullable=False),
        sa.Column("components", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_bases_model_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bases")),
        sa.UniqueConstraint("model_id", "name", name=op.f("uq_bases_model_id_name")),
    )
    op.create_table(
        "point_sets",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("d", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(), nullable=False),
        sa.Column("labels", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_point_sets_model_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_point_sets")),
        sa.UniqueConstraint("model_id", "name", name=op.f("uq_point_sets_model_id_name")),
    )
    op.create_table(
        "steps",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("model_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_steps_model_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "model_id", name=op.f("pk_steps")),
    )
    op.create_index(op.f("ix_steps_model_id"), "steps", ["model_id"], unique=False)
    op.create_table(
        "score_blocks",
        sa.Column("basis_id", sa.Integer(), nullable=False),
        sa.Column("point_set_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_score_blocks_basis_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["point_set_id"], ["point_sets.id"], name=op.f("fk_score_blocks_point_set_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("basis_id", "point_set_id", "first", name=op.f("pk_score_blocks")),
    )
    # Float32 noise does not compress: spare the attempt.
    op.execute("ALTER TABLE score_blocks ALTER COLUMN data SET STORAGE EXTERNAL")
    op.execute("ALTER TABLE bases ALTER COLUMN components SET STORAGE EXTERNAL")


def downgrade() -> None:
    op.drop_table("score_blocks")
    op.drop_index(op.f("ix_steps_model_id"), table_name="steps")
    op.drop_table("steps")
    op.drop_table("point_sets")
    op.drop_table("bases")
    op.drop_table("vectors")
    op.drop_table("permalinks")
    op.drop_table("models")

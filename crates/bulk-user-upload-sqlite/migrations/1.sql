-- The directory: users, and what may be assigned to them. Names compare by their keys, which the engine folds.

CREATE TABLE password_policies (
    key TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    rules TEXT NOT NULL CHECK (json_valid(rules))
) STRICT, WITHOUT ROWID;

CREATE TABLE permission_groups (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    level INTEGER NOT NULL DEFAULT 0,
    -- The name of one of the policies above, or of a preset; NULL is the default policy.
    password_policy TEXT,
    bulk_user_upload INTEGER NOT NULL DEFAULT 0 CHECK (bulk_user_upload IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE teams (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE capacity_plans (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    -- The login stays taken while the user exists, active or not.
    key TEXT NOT NULL UNIQUE,
    login TEXT NOT NULL,
    -- A PHC string; NULL if the user has no password.
    password_hash TEXT,
    permission_group_id INTEGER REFERENCES permission_groups (id),
    primary_team_id INTEGER REFERENCES teams (id),
    capacity_plan_id INTEGER REFERENCES capacity_plans (id),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    -- The template's other columns, by their names.
    attributes TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(attributes)),
    -- Goes up with every change, so that an undo can skip users that have been changed.
    revision INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX users_by_permission_group ON users (permission_group_id);

CREATE TABLE team_members (
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    team_id INTEGER NOT NULL REFERENCES teams (id),
    PRIMARY KEY (user_id, team_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER users_are_changed AFTER UPDATE OF
    key, login, password_hash, permission_group_id, primary_team_id, capacity_plan_id, active, attributes ON users
BEGIN
    UPDATE users SET revision = revision + 1 WHERE id = new.id;
END;

CREATE TRIGGER members_join AFTER INSERT ON team_members
BEGIN
    UPDATE users SET revision = revision + 1 WHERE id = new.user_id;
END;

CREATE TRIGGER members_leave AFTER DELETE ON team_members
BEGIN
    UPDATE users SET revision = revision + 1 WHERE id = old.user_id;
END;

-- The history.

CREATE TABLE imports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    status TEXT NOT NULL CHECK (status IN ('in-progress', 'succeeded', 'failed', 'interrupted', 'undone')),
    mode TEXT NOT NULL CHECK (mode IN ('partial-success', 'all-or-nothing')),
    users INTEGER NOT NULL,
    created INTEGER NOT NULL DEFAULT 0,
    rows_with_errors INTEGER NOT NULL,
    -- Users that are staged and still to be created.
    pending INTEGER NOT NULL DEFAULT 0,
    uploaded_by INTEGER NOT NULL REFERENCES users (id),
    -- Times are RFC 3339, in UTC.
    started_at TEXT NOT NULL,
    ended_at TEXT,
    file_name TEXT NOT NULL,
    sha256 TEXT,
    same_file_as INTEGER REFERENCES imports (id),
    -- The file without its rows, its errors and its notices, as the engine serialises them.
    file TEXT NOT NULL CHECK (json_valid(file)),
    file_errors TEXT NOT NULL CHECK (json_valid(file_errors)),
    notices TEXT NOT NULL CHECK (json_valid(notices)),
    -- Whether every user is staged: from then on the import is completed, even if its process dies.
    sealed INTEGER NOT NULL DEFAULT 0 CHECK (sealed IN (0, 1)),
    -- The lease: a process that takes it over raises the fence. Its end is in milliseconds since 1970.
    fence INTEGER NOT NULL DEFAULT 1,
    lease_until INTEGER NOT NULL,
    undone_by INTEGER REFERENCES users (id),
    undone_at TEXT,
    undone_users INTEGER NOT NULL DEFAULT 0,
    CHECK (pending >= 0 AND created + rows_with_errors + pending <= users),
    CHECK ((status = 'in-progress') = (ended_at IS NULL)),
    CHECK (status = 'in-progress' OR pending = 0),
    CHECK (undone_users <= created)
) STRICT;

CREATE INDEX imports_by_file ON imports (sha256);
CREATE INDEX imports_in_progress ON imports (id) WHERE status = 'in-progress';

CREATE TABLE import_rows (
    import_id INTEGER NOT NULL REFERENCES imports (id),
    -- The row that a spreadsheet shows.
    row INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('pending', 'created', 'undone', 'with-errors', 'not-attempted')),
    login TEXT,
    -- The cells as typed, without the password, as the engine serialises them; empty once the user is created.
    cells TEXT NOT NULL CHECK (json_valid(cells)),
    extra TEXT NOT NULL CHECK (json_valid(extra)),
    left_out TEXT NOT NULL CHECK (left_out IN ('nothing', 'password', 'cells')),
    errors TEXT NOT NULL CHECK (json_valid(errors)),
    -- The user to create, until it is created.
    planned TEXT CHECK (planned IS NULL OR json_valid(planned)),
    password_hash TEXT,
    -- The user that was created, and its revision then.
    user_id INTEGER UNIQUE REFERENCES users (id),
    user_revision INTEGER,
    PRIMARY KEY (import_id, row),
    CHECK ((outcome IN ('created', 'undone')) = (user_id IS NOT NULL)),
    CHECK ((outcome = 'pending') = (planned IS NOT NULL)),
    CHECK (outcome = 'pending' OR password_hash IS NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_rows_pending ON import_rows (import_id, row) WHERE outcome = 'pending';

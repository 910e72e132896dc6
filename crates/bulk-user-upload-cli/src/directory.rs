//! `directory load`, `directory show` and `directory set-password`.

use bulk_user_upload::Password;
use bulk_user_upload_sqlite::{Changes, Loaded, SqliteStore};

use crate::args::{
    Color, DatabaseArgs, DirectoryCommand, DirectoryLoadArgs, DirectoryShowArgs, SetPasswordArgs, ShowFormat,
};
use crate::database;
use crate::error::Error;
use crate::input::Input;
use crate::output::{self, counted};
use crate::password;
use crate::terminal::{tell, write_line};

/// Runs `directory`.
pub(crate) fn run(command: DirectoryCommand, color: Color) -> Result<(), Error> {
    match command {
        DirectoryCommand::Load(args) => load(&args),
        DirectoryCommand::Show(args) => show(&args, color),
        DirectoryCommand::SetPassword(args) => set_password(&args),
    }
}

fn load(args: &DirectoryLoadArgs) -> Result<(), Error> {
    let data = Input::directory(&args.directory)?.read_directory_data()?;
    let store = database::create(&args.database)?;
    let loaded = store.load(&data)?;
    for unknown in &loaded.unknown {
        tell(&format!("note: {unknown} is nowhere else in the directory, so it counts as not existing."));
    }
    match args.format {
        ShowFormat::Human => write_line(&format!("{}: {}.", shown(&args.database, &store), summary(&loaded))),
        ShowFormat::Json => output::json(&loaded),
    }
}

fn show(args: &DirectoryShowArgs, color: Color) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    let data = store.directory()?;
    match args.format {
        ShowFormat::Human => output::directory(&shown(&args.database, &store), &data, color),
        ShowFormat::Json => output::json(&data),
    }
}

fn set_password(args: &SetPasswordArgs) -> Result<(), Error> {
    let store = database::open(&args.database)?;
    let password = password::ask(&args.login)?;
    store.set_password(&args.login, Password::new(&password))?;
    tell(&format!("The password of {} is set.", args.login));
    Ok(())
}

/// The database by the name that the user gave, or else by its whole path.
fn shown(args: &DatabaseArgs, store: &SqliteStore) -> String {
    args.db.as_deref().unwrap_or(store.path()).display().to_string()
}

/// `3 users (2 new, 1 changed), 3 teams (unchanged)`.
fn summary(loaded: &Loaded) -> String {
    let kinds = [
        (loaded.users, "user", "users"),
        (loaded.permission_groups, "permission group", "permission groups"),
        (loaded.teams, "team", "teams"),
        (loaded.capacity_plans, "capacity plan", "capacity plans"),
        (loaded.password_policies, "password policy", "password policies"),
    ];
    let kinds: Vec<_> =
        kinds.into_iter().filter_map(|(changes, one, many)| kind(changes, one, many)).collect();
    if kinds.is_empty() { "nothing to load".to_owned() } else { kinds.join(", ") }
}

/// `None` if the directory JSON does not name things of this kind.
fn kind(changes: Changes, one: &str, many: &str) -> Option<String> {
    let all = changes.added + changes.changed + changes.unchanged;
    let total = counted(all, one, many);
    match (changes.added, changes.changed) {
        (0, 0) if all == 0 => None,
        (0, 0) => Some(format!("{total} (unchanged)")),
        (new, 0) => Some(format!("{total} ({new} new)")),
        (0, old) => Some(format!("{total} ({old} changed)")),
        (new, old) => Some(format!("{total} ({new} new, {old} changed)")),
    }
}

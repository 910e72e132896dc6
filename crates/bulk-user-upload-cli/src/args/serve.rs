//! The flags of `serve`.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::ValueEnum;

use super::DatabaseArgs;

const SERVE_EXAMPLES: &str = "\
Examples:
  bulk-user-upload serve --demo
  bulk-user-upload serve --db users.db --addr 0.0.0.0:8080 --secure-cookies
  bulk-user-upload serve --trusted-proxy 10.0.0.2 --user-header X-Remote-User

SIGTERM and Ctrl-C stop the service in an orderly way. A second one stops it at once, and the next start finishes its imports.";

/// The flags of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub(crate) struct ServeArgs {
    /// Where to listen. With port 0, the service chooses a free port and prints it.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) addr: SocketAddr,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Show the page with a sample directory and some imports, and print how to sign in. The database is
    /// deleted at the end.
    #[arg(long, conflicts_with = "db")]
    pub(crate) demo: bool,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// Send cookies only over TLS. Use this whenever a proxy in front of the page does TLS.
    #[arg(long)]
    pub(crate) secure_cookies: bool,
    /// The address of a proxy that is trusted to say where a request comes from. May be given several times.
    #[arg(long, value_name = "IP")]
    pub(crate) trusted_proxy: Vec<IpAddr>,
    /// The header in which that proxy says who has signed in; the page then has no sign-in of its own. The
    /// proxy must remove this header from the requests of its clients.
    #[arg(long, value_name = "NAME", requires = "trusted_proxy")]
    pub(crate) user_header: Option<String>,
    /// The number of threads that hash passwords. By default, one fewer than there are cores, so that pages
    /// stay quick.
    #[arg(long, value_name = "COUNT")]
    pub(crate) hashing_threads: Option<usize>,
    /// The number of imports that may wait. While that many wait, uploads are refused. By default, 100.
    #[arg(long, value_name = "COUNT")]
    pub(crate) waiting_imports: Option<usize>,
    /// The number of seconds that requests and imports may take to finish when the service is stopped.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) grace: u64,
    /// How the log on standard error is written. The environment variable `RUST_LOG` says how much is logged.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) log_format: LogFormat,
}

/// How the log is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// A line of text for each event
    #[default]
    Text,
    /// A JSON object for each event
    Json,
}

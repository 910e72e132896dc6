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

SIGTERM and Ctrl-C stop in order; a second one stops at once, and the next start sees to the imports.";

/// The flags of `serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = SERVE_EXAMPLES)]
pub(crate) struct ServeArgs {
    /// Where to listen; port 0 takes a free one, which is printed.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    pub(crate) addr: SocketAddr,
    #[command(flatten)]
    pub(crate) database: DatabaseArgs,
    /// Show the page with a sample directory and some imports, in a database that is thrown away, and print how to sign in.
    #[arg(long, conflicts_with = "db")]
    pub(crate) demo: bool,
    /// A template other than the product's: TOML where the name ends in `.toml`, else JSON.
    #[arg(long, value_name = "T")]
    pub(crate) template: Option<PathBuf>,
    /// Cookies are for TLS alone. Say so wherever the page is reached through TLS, by a proxy in front of it.
    #[arg(long)]
    pub(crate) secure_cookies: bool,
    /// The address of a proxy whose word is taken for where a request comes from. Can be given again.
    #[arg(long, value_name = "IP")]
    pub(crate) trusted_proxy: Vec<IpAddr>,
    /// The header in which that proxy says who has signed in, in place of the page. It must take this header out of what its clients send.
    #[arg(long, value_name = "NAME", requires = "trusted_proxy")]
    pub(crate) user_header: Option<String>,
    /// On how many threads passwords are hashed; all cores but one without it, so that pages stay quick meanwhile.
    #[arg(long, value_name = "COUNT")]
    pub(crate) hashing_threads: Option<usize>,
    /// How many imports may wait for their turn before uploads are refused for the time being; 100 without it.
    #[arg(long, value_name = "COUNT")]
    pub(crate) waiting_imports: Option<usize>,
    /// How many seconds requests and imports may take to come to their end when the service is stopped.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) grace: u64,
    /// How the log on standard error is written. `RUST_LOG` says how much of it.
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

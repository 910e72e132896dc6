//! `serve`: the page and its API, until a signal ends it.

use std::io::{self, IsTerminal};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use bulk_user_upload::Template;
use bulk_user_upload_web::{AppState, Settings, TrustedProxy, serve};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use crate::args::{LogFormat, ServeArgs};
use crate::database;
use crate::demo::Demo;
use crate::error::Error;
use crate::input::Input;
use crate::terminal::write_line;

/// Runs `serve`.
pub(crate) fn run(args: &ServeArgs) -> Result<(), Error> {
    log(args.log_format);
    let settings = settings(args)?;
    let demo = args.demo.then(|| Demo::make(&settings.template)).transpose()?;
    let database = match &demo {
        Some(demo) => demo.database(),
        None => database::open(&args.database)?.path().to_owned(),
    };
    let failed = |source| Error::Serve { address: args.addr.to_string(), source };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(failed)?;
    runtime.block_on(listen(args, database, settings, demo.as_ref()))
}

async fn listen(
    args: &ServeArgs,
    database: PathBuf,
    settings: Settings,
    demo: Option<&Demo>,
) -> Result<(), Error> {
    let failed = |source| Error::Serve { address: args.addr.to_string(), source };
    let state = AppState::open(database, settings)?;
    let listener = TcpListener::bind(args.addr).await.map_err(failed)?;
    let stop = signal(demo.map(Demo::folder)).map_err(failed)?;
    say_where(listener.local_addr().map_err(failed)?, demo)?;
    serve(listener, state, stop, Duration::from_secs(args.grace)).await;
    Ok(())
}

fn say_where(address: SocketAddr, demo: Option<&Demo>) -> Result<(), Error> {
    write_line(&format!("Listening on http://{address}"))?;
    match demo {
        Some(demo) => {
            write_line(&format!("Sign in as {} with the password {}", Demo::LOGIN, demo.password()))
        }
        None => Ok(()),
    }
}

fn settings(args: &ServeArgs) -> Result<Settings, Error> {
    let usual = Settings::default();
    let template = args.template.as_deref().map(Input::template).transpose()?;
    let header = |name: &String| name.parse().map_err(|_| Error::HeaderName(name.clone()));
    let user_header = args.user_header.as_ref().map(header).transpose()?;
    let addresses = args.trusted_proxy.clone();
    Ok(Settings {
        template: template.map_or_else(|| Ok(Template::default()), Input::read_template)?,
        secure_cookies: args.secure_cookies,
        hashing_threads: args.hashing_threads.unwrap_or(usual.hashing_threads),
        waiting_imports: args.waiting_imports.unwrap_or(usual.waiting_imports),
        proxy: (!addresses.is_empty()).then_some(TrustedProxy { addresses, user_header }),
        ..usual
    })
}

/// The log goes to standard error, so that standard output has only the address of the page.
fn log(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(io::stderr);
    match format {
        LogFormat::Text => log.with_target(false).with_ansi(io::stderr().is_terminal()).init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(true).with_span_list(false).init();
        }
    }
}

/// A future that is ready when a signal asks the service to stop. A second signal ends the process at once;
/// only the folder of a demo is deleted first.
fn signal(throw_away: Option<PathBuf>) -> io::Result<impl Future<Output = ()>> {
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    #[cfg(unix)]
    let mut next = async move || {
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = terminate.recv() => {}
        }
    };
    #[cfg(not(unix))]
    let next = async || drop(tokio::signal::ctrl_c().await);
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            if let Some(folder) = throw_away {
                // If the folder cannot be deleted, the system deletes it with other temporary files.
                let _ = std::fs::remove_dir_all(folder);
            }
            std::process::exit(1);
        });
    })
}

//! Serving: accepts connections, watches them, and ends them in order.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::ConnectInfo;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

use crate::app::app;
use crate::connections::{Connections, Impatient};
use crate::state::AppState;

/// How many connections are served at once; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 1_000;

/// How long a client may take to send the head of a request.
const HEAD_TIME: Duration = Duration::from_secs(15);

/// How long the head of a request may be.
const MAX_HEAD_BYTES: usize = 32 * 1024;

/// Serves the page until `stop` is ready. Then it takes no more connections and imports, and gives those
/// that it has taken `grace` to end. When it returns, every accepted import has ended, or the next start
/// ends it.
///
/// The documentation of the crate has an example.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>, grace: Duration) {
    let router = app(state.clone());
    let graceful = GracefulShutdown::new();
    let slots = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let connections = Connections::new(state.settings.connections_per_address, state.settings.proxy.clone());
    let patience = state.settings.answer_time;
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(MAX_HEAD_BYTES);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let slot = Arc::clone(&slots).acquire_owned().await;
            (slot, accept(&listener).await)
        };
        let (slot, (stream, address)) = tokio::select! {
            next = next => next,
            () = &mut stop => break,
        };
        let Some(held) = connections.hold(address.ip()) else {
            tracing::debug!(address = %address.ip(), "an address holds too many connections; one more was closed");
            continue;
        };
        let service =
            router.clone().map_request(move |mut request: hyper::Request<hyper::body::Incoming>| {
                request.extensions_mut().insert(ConnectInfo(address));
                request
            });
        let connection = server.serve_connection(
            TokioIo::new(Impatient::new(stream, patience)),
            TowerToHyperService::new(service),
        );
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // A client that breaks off is no error.
            let _ = connection.await;
            drop((slot, held));
        });
    }
    drop(listener);
    tracing::info!("stopping: no more requests and imports are taken");
    let _ = tokio::join!(timeout(grace, graceful.shutdown()), state.stop(grace));
    tracing::info!("stopped");
}

/// The next connection. If the system cannot give one, it may be able to soon.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => {
                let _ = accepted.0.set_nodelay(true);
                return accepted;
            }
            Err(error) => {
                tracing::warn!(%error, "no connection can be taken just now");
                sleep(Duration::from_millis(100)).await;
            }
        }
    }
}

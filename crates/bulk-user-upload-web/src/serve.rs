//! Serving: connections are taken, watched, and brought to their end in order.

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

/// Connections at once; others wait to be taken.
const MAX_CONNECTIONS: usize = 1_000;

/// How long a client may take to send the head of a request, from the moment that it may.
const HEAD_TIME: Duration = Duration::from_secs(15);

/// The heads of requests are short.
const MAX_HEAD_BYTES: usize = 32 * 1024;

/// Serves the page until `stop` is ready. Then no more connections and imports are taken, and within `grace` those that were
/// taken may come to their end. When this returns, every import that was accepted has ended, or is in the database so that
/// the next start brings it to its end.
pub async fn serve(listener: TcpListener, state: AppState, stop: impl Future<Output = ()>, grace: Duration) {
    let router = app(state.clone());
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    let connections = Connections::new(state.settings.connections_of_one, state.settings.proxy.clone());
    let patience = state.settings.answer_time;
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(MAX_HEAD_BYTES);
    let mut stop = std::pin::pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, accept(&listener).await)
        };
        let (place, (stream, address)) = tokio::select! {
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
            // A client that breaks off is no news.
            let _ = connection.await;
            drop((place, held));
        });
    }
    drop(listener);
    tracing::info!("stopping: no more is taken, and what was taken comes to its end");
    let _ = tokio::join!(timeout(grace, graceful.shutdown()), state.stop(grace));
    tracing::info!("stopped");
}

/// The next connection. Where the system has none to give, it may soon.
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

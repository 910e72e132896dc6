//! Serving over real connections: no client holds one for ever, and no address holds all of them.

use std::time::Duration;

use bulk_user_upload_web::{AppState, Settings, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const ASK: &[u8] = b"GET /healthz HTTP/1.1\r\nHost: bulk.example\r\n\r\n";

/// Serves the page while `work` runs, and stops it in order.
async fn with_service(settings: Settings, work: impl AsyncFnOnce(&str)) {
    let folder = tempfile::tempdir().unwrap();
    let state = AppState::open(folder.path().join("users.db"), settings).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (stop, stopped) = oneshot::channel::<()>();
    let service = serve(listener, state, async { drop(stopped.await) }, Duration::ZERO);
    let work = async {
        work(&address).await;
        stop.send(()).unwrap();
    };
    tokio::join!(service, work);
}

/// Sends a request, and gives whether it was answered.
async fn is_answered(connection: &mut TcpStream) -> bool {
    // A connection that is closed at once may refuse the request, or not answer it.
    let mut head = [0; 12];
    let asked = connection.write_all(ASK).await;
    asked.is_ok() && connection.read_exact(&mut head).await.is_ok() && &head == b"HTTP/1.1 200"
}

#[tokio::test]
async fn a_client_that_never_reads_is_cut_off() {
    let settings = Settings { answer_time: Duration::from_millis(50), ..Settings::default() };
    with_service(settings, async |address| {
        let mut client = TcpStream::connect(address).await.unwrap();
        // When the answers fill all buffers, the service reads no more requests, and then it closes the
        // connection.
        while client.write_all(ASK).await.is_ok() {}
        assert!(is_answered(&mut TcpStream::connect(address).await.unwrap()).await, "others are answered");
    })
    .await;
}

#[tokio::test]
async fn one_address_does_not_hold_all_connections() {
    let settings = Settings { connections_per_address: 3, ..Settings::default() };
    with_service(settings, async |address| {
        let mut held = Vec::new();
        for _ in 0..3 {
            let mut connection = TcpStream::connect(address).await.unwrap();
            assert!(is_answered(&mut connection).await);
            held.push(connection);
        }
        assert!(!is_answered(&mut TcpStream::connect(address).await.unwrap()).await, "a fourth is too many");
        drop(held.pop());
        // The service needs a moment to notice.
        while !is_answered(&mut TcpStream::connect(address).await.unwrap()).await {}
    })
    .await;
}

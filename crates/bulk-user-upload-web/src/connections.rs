//! Connections: how many one address may hold, and how long a client may take to accept an answer.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Sleep, sleep};

use crate::attempts::network;
use crate::proxy::TrustedProxy;

/// How many connections each address holds. There are no more counts than connections, so the map needs no
/// bound of its own.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// How many one address may hold.
    max: usize,
    /// It may hold any number, because many users are behind it.
    proxy: Option<TrustedProxy>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// Counts a connection until it is dropped.
#[derive(Debug)]
pub(crate) struct Held {
    connections: Connections,
    /// `None` if the connection is not counted.
    network: Option<IpAddr>,
}

impl Connections {
    pub(crate) fn new(max: usize, proxy: Option<TrustedProxy>) -> Self {
        Self { max: max.max(1), proxy, held: Arc::default() }
    }

    /// Counts a connection; `None` if its address holds too many already.
    pub(crate) fn hold(&self, address: IpAddr) -> Option<Held> {
        let is_proxy = self.proxy.as_ref().is_some_and(|proxy| proxy.is(Some(address.to_canonical())));
        if is_proxy {
            return Some(Held { connections: self.clone(), network: None });
        }
        let network = network(address);
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let count = held.entry(network).or_default();
        if *count >= self.max {
            return None;
        }
        *count += 1;
        Some(Held { connections: self.clone(), network: Some(network) })
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let Some(network) = self.network else { return };
        let mut held = self.connections.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = held.get_mut(&network) {
            *count -= 1;
            if *count == 0 {
                held.remove(&network);
            }
        }
    }
}

/// A connection that breaks off if its client does not read what is written to it: a client that never
/// reads would hold it for ever. The time runs from the first write that has to wait until everything is
/// written.
#[derive(Debug)]
pub(crate) struct Impatient<S> {
    stream: S,
    patience: Duration,
    waiting: Option<Pin<Box<Sleep>>>,
}

impl<S> Impatient<S> {
    pub(crate) fn new(stream: S, patience: Duration) -> Self {
        Self { stream, patience, waiting: None }
    }

    /// The outcome of a write, or an error if it has waited for too long.
    fn unless_too_slow<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_pending() {
            let patience = self.patience;
            let waiting = self.waiting.get_or_insert_with(|| Box::pin(sleep(patience)));
            if waiting.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Impatient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Impatient<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.unless_too_slow(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.unless_too_slow(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.stream).poll_flush(context);
        if flushed.is_ready() {
            // A flush that succeeds shows that everything is written.
            self.waiting = None;
        }
        self.unless_too_slow(context, flushed)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let shut = Pin::new(&mut self.stream).poll_shutdown(context);
        self.unless_too_slow(context, shut)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[test]
    fn an_address_may_hold_so_many_connections() {
        let proxy = TrustedProxy { addresses: vec![[10, 0, 0, 2].into()], user_header: None };
        let connections = Connections::new(2, Some(proxy));
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let first = connections.hold(address("2001:db8::1")).unwrap();
        let _second = connections.hold(address("2001:db8::2")).unwrap();
        assert!(connections.hold(address("2001:db8::3")).is_none(), "the network is the same");
        let _other = connections.hold(address("2001:db8:0:1::1")).unwrap();
        drop(first);
        let _third = connections.hold(address("2001:db8::3")).unwrap();
        let many: Vec<_> = (0..50).map(|_| connections.hold(address("::ffff:10.0.0.2"))).collect();
        assert!(many.iter().all(Option::is_some), "many users are behind the proxy");
        drop(many);
        assert_eq!(connections.held.lock().unwrap().len(), 2, "addresses without connections are forgotten");
    }

    // In these tests, time passes at once when there is nothing else to do.

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_nothing_is_cut_off() {
        let (near, _far) = duplex(16);
        let mut near = Impatient::new(near, Duration::from_secs(60));
        let error = near.write_all(&[b'x'; 17]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_reads_a_little_at_a_time_is_cut_off() {
        let (near, mut far) = duplex(16);
        let mut near = Impatient::new(near, Duration::from_secs(60));
        let trickle = async {
            loop {
                sleep(Duration::from_secs(30)).await;
                far.read_u8().await.unwrap();
            }
        };
        tokio::select! {
            written = near.write_all(&[b'x'; 100]) => {
                assert_eq!(written.unwrap_err().kind(), io::ErrorKind::TimedOut);
            }
            () = trickle => unreachable!("the loop does not end"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_has_read_everything_has_the_whole_time_again() {
        let (near, mut far) = duplex(16);
        let mut near = Impatient::new(near, Duration::from_secs(60));
        for _ in 0..3 {
            let take = async {
                sleep(Duration::from_secs(40)).await;
                far.read_exact(&mut [0; 20]).await.unwrap();
            };
            let give = async {
                near.write_all(&[b'x'; 20]).await.unwrap();
                near.flush().await.unwrap();
            };
            tokio::join!(take, give);
        }
    }
}

//! Connections: how many one address may hold, and how long a client may take to take an answer.

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

/// Who holds connections. As many are counted as there are connections, so it needs no bound of its own.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    /// How many one address may hold.
    max: usize,
    /// Behind it are many people, so it may hold any number.
    proxy: Option<TrustedProxy>,
    held: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A connection that counts for as long as this lives.
#[derive(Debug)]
pub(crate) struct Held {
    connections: Connections,
    /// `None` where it is not counted.
    network: Option<IpAddr>,
}

impl Connections {
    pub(crate) fn new(max: usize, proxy: Option<TrustedProxy>) -> Self {
        Self { max: max.max(1), proxy, held: Arc::default() }
    }

    /// Counts a connection; `None` where its address holds enough already.
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

/// A connection that breaks off where its client does not take what is written to it: one that asks and never reads would
/// hold it for ever. The clock runs from the first write that has to wait until all that was to be written is gone.
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

    /// What a write came to, unless it has had to wait for too long.
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
            // Whoever writes flushes when nothing is left.
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
    fn an_address_holds_so_many_and_gets_them_back() {
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
        assert!(many.iter().all(Option::is_some), "behind the proxy there are many people");
        drop(many);
        assert_eq!(connections.held.lock().unwrap().len(), 2, "whoever holds none is forgotten");
    }

    // The clock of these tests runs ahead when there is nothing else to do.

    #[tokio::test(start_paused = true)]
    async fn who_takes_nothing_is_not_waited_for() {
        let (near, _far) = duplex(16);
        let mut near = Impatient::new(near, Duration::from_secs(60));
        let error = near.write_all(&[b'x'; 17]).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_a_little_at_a_time_is_not_waited_for_either() {
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
            () = trickle => unreachable!("it ends never"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_all_of_it_has_the_whole_time_again() {
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

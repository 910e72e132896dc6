//! A trusted proxy in front of the page: it forwards requests, and may sign users in. It is off by default,
//! and its headers count only if they come from one of its addresses.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

/// The header in which a proxy says for which address it forwards. The last address in it is the one that
/// the proxy saw.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// A proxy that forwards requests, and may sign users in.
///
/// It must remove `user_header` from the requests of its clients. Requests from other addresses may carry
/// the header: it does not count there.
///
/// # Example
///
/// ```
/// use axum::http::HeaderName;
/// use bulk_user_upload_web::{Settings, TrustedProxy};
///
/// let proxy = TrustedProxy {
///     addresses: vec!["10.0.0.2".parse()?],
///     user_header: Some(HeaderName::from_static("x-remote-user")),
/// };
/// let settings = Settings { proxy: Some(proxy), ..Settings::default() };
/// # Ok::<(), std::net::AddrParseError>(())
/// ```
#[derive(Debug, Clone)]
pub struct TrustedProxy {
    /// Its addresses.
    pub addresses: Vec<IpAddr>,
    /// The header in which it gives the login. Without one it only forwards, and users sign in on the page.
    pub user_header: Option<HeaderName>,
}

impl TrustedProxy {
    /// Whether a canonical address is one of the proxy.
    pub(crate) fn is(&self, peer: Option<IpAddr>) -> bool {
        peer.is_some_and(|peer| self.addresses.iter().any(|known| known.to_canonical() == peer))
    }

    /// The user whom the proxy has signed in, if the request comes from it. Two headers count as none: one
    /// of them may be the client's.
    pub(crate) fn user(&self, parts: &Parts) -> Option<String> {
        if !self.is(peer(parts)) {
            return None;
        }
        let mut values = parts.headers.get_all(self.user_header.as_ref()?).iter();
        let (Some(value), None) = (values.next(), values.next()) else { return None };
        let login = str::from_utf8(value.as_bytes()).ok()?.trim();
        (!login.is_empty()).then(|| login.to_owned())
    }
}

/// The address of the client: of a request from the proxy, the address that it forwards for.
pub(crate) fn client(proxy: Option<&TrustedProxy>, parts: &Parts) -> Option<IpAddr> {
    let peer = peer(parts);
    let is_proxy = proxy.is_some_and(|proxy| proxy.is(peer));
    if is_proxy { forwarded_for(&parts.headers).or(peer) } else { peer }
}

fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

fn peer(parts: &Parts) -> Option<IpAddr> {
    parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip().to_canonical())
}

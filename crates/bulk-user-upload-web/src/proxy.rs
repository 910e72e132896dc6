//! A proxy in front of the page that has signed people in already: off unless asked for, and believed from its own addresses
//! alone.

use std::net::{IpAddr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};

/// Where a proxy says which address it forwards for; the last one is what it saw itself.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// A proxy that signs people in and says who they are.
///
/// It must take the header out of whatever its clients send. From anybody else the header is not looked at.
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
    /// The header in which it gives the login; without one it only forwards, and people sign in on the page.
    pub user_header: Option<HeaderName>,
}

impl TrustedProxy {
    /// Whether that is its address, which is canonical.
    pub(crate) fn is(&self, peer: Option<IpAddr>) -> bool {
        peer.is_some_and(|peer| self.addresses.iter().any(|known| known.to_canonical() == peer))
    }

    /// Whom the proxy has signed in, where it was the proxy that sent the request. Two headers are as good as none: one of
    /// them may be the client's.
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

/// Where a request comes from, as the proxy says where it is the proxy that sent it.
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

//! The page's style and script. Their addresses contain a hash of their content, so that browsers may cache
//! them for ever.

use std::fmt::Write as _;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::refusal::Refusal;

/// A file that is part of the program.
#[derive(Debug)]
pub(crate) struct Asset {
    /// Its path on the site.
    pub(crate) address: String,
    file: String,
    text: &'static str,
    content_type: &'static str,
}

/// The style of the page.
pub(crate) static STYLE: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page", "css", include_str!("../assets/page.css"), "text/css; charset=utf-8")
});

/// The script of the page, which also works without it.
pub(crate) static SCRIPT: LazyLock<Asset> = LazyLock::new(|| {
    Asset::new("page", "js", include_str!("../assets/page.js"), "text/javascript; charset=utf-8")
});

impl Asset {
    fn new(name: &str, extension: &str, text: &'static str, content_type: &'static str) -> Self {
        let mut file = format!("{name}-");
        for byte in &Sha256::digest(text)[..8] {
            let _ = write!(file, "{byte:02x}");
        }
        let _ = write!(file, ".{extension}");
        Self { address: format!("/assets/{file}"), file, text, content_type }
    }
}

/// Answers with an asset.
pub(crate) async fn asset(Path(file): Path<String>) -> Result<Response, Refusal> {
    let asset = [&*STYLE, &*SCRIPT].into_iter().find(|asset| asset.file == file).ok_or(Refusal::NotFound)?;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(asset.content_type)),
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    Ok((headers, asset.text).into_response())
}

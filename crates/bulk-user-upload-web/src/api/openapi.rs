//! The description of the API: `OpenAPI` 3.1.

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{checks, history, imports, template, undo};
use crate::problem_details::ProblemDetails;
use crate::refusal::Refusal;
use crate::state::AppState;

const ABOUT: &str = "Check a CSV file of users, import it, watch it, download its rows with errors, undo it.";

/// The description, without how to sign in.
#[derive(OpenApi)]
#[openapi(
    info(title = "Bulk User Upload"),
    servers((url = "/api/v1")),
    paths(
        template::template, checks::check, history::history, imports::import, history::details, history::rows,
        history::errors, undo::preview, undo::undo
    ),
    components(schemas(ProblemDetails)),
    security(("basic" = []), ("session" = [])),
)]
struct Description;

/// How users sign in.
#[derive(Debug, Clone, Copy)]
enum SignIn {
    /// On the page, or with HTTP Basic.
    Here { cookie: &'static str },
    /// At a proxy in front of the page.
    AtTheProxy,
}

impl Modify for SignIn {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let Self::Here { cookie } = *self else {
            openapi.info.description = Some(format!("{ABOUT}\n\nA proxy in front of the API signs you in."));
            openapi.security = None;
            return;
        };
        openapi.info.description =
            Some(format!("{ABOUT}\n\nSign in with HTTP Basic, or with the session cookie of the page."));
        let components = openapi.components.get_or_insert_default();
        let basic = HttpBuilder::new().scheme(HttpAuthScheme::Basic).build();
        components.add_security_scheme("basic", SecurityScheme::Http(basic));
        let session = ApiKey::Cookie(ApiKeyValue::new(cookie));
        components.add_security_scheme("session", SecurityScheme::ApiKey(session));
    }
}

/// Answers with the description, which says how to sign in here.
pub(crate) async fn openapi(State(state): State<AppState>) -> Response {
    let settings = &state.settings;
    let sign_in = if settings.proxy_signs_in() {
        SignIn::AtTheProxy
    } else {
        SignIn::Here { cookie: settings.cookie_name() }
    };
    let mut description = DESCRIPTION.clone();
    sign_in.modify(&mut description);
    match description.to_json() {
        Ok(json) => ([(CONTENT_TYPE, HeaderValue::from_static("application/json"))], json).into_response(),
        Err(error) => Refusal::internal(error).into_response(),
    }
}

static DESCRIPTION: LazyLock<utoipa::openapi::OpenApi> = LazyLock::new(Description::openapi);

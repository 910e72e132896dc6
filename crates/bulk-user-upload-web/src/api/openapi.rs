//! The description of the API: `OpenAPI` 3.1.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Content, Ref, RefOr, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::{checks, history, imports, undo};
use crate::problem_details::ProblemDetails;
use crate::refusal::Refusal;
use crate::state::AppState;

const ABOUT: &str = "Check a CSV file of users, import it, watch it, download its rows with errors, undo it.";

/// The description, but for how one signs in.
#[derive(OpenApi)]
#[openapi(
    info(title = "Bulk User Upload"),
    servers((url = "/api/v1")),
    paths(
        super::template, checks::check, history::history, imports::import, history::details, history::rows,
        history::errors, undo::preview, undo::undo
    ),
    components(schemas(ProblemDetails)),
    security(("basic" = []), ("session" = [])),
)]
struct Description;

/// How to sign in.
#[derive(Debug, Clone, Copy)]
enum SignIn {
    /// On the page, or by HTTP Basic.
    Here { cookie: &'static str },
    /// In front of the page.
    AtTheProxy,
}

impl Modify for SignIn {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let Self::Here { cookie } = *self else {
            openapi.info.description = Some(format!("{ABOUT}\n\nA proxy in front of it signs you in."));
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

/// What any route may answer instead.
pub(crate) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<utoipa::openapi::Response>> {
        let problems = [
            (400, "What was sent is not what is expected."),
            (401, "Nobody is signed in, or the password is wrong."),
            (
                403,
                "The permission group lacks the right `bulk_user_upload`, the request comes from another site, or the proxy that signs people in has \
                 not said who asks.",
            ),
            (404, "There is no such import, or you may not see it."),
            (408, "The body took too long."),
            (409, "The import is in progress, or there is nothing to undo."),
            (413, "The file is larger than the size limit."),
            (415, "The body is no multipart form."),
            (422, "Another upload was sent under this Idempotency-Key."),
            (429, "Too many attempts to sign in: see `Retry-After`."),
            (500, "Something went wrong inside."),
            (503, "Too many imports wait, or another program keeps the database locked: see `Retry-After`."),
        ];
        let schema = || RefOr::Ref(Ref::from_schema_name("ProblemDetails"));
        let problems = problems.into_iter().map(|(status, description)| {
            let response = ResponseBuilder::new()
                .description(description)
                .content("application/problem+json", Content::new(Some(schema())));
            (status.to_string(), RefOr::T(response.build()))
        });
        problems.collect()
    }
}

/// Answers with the description, which says how one signs in here.
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

//! The one place where passwords are verified.

use std::net::IpAddr;

use bulk_user_upload::Password;
use secrecy::{ExposeSecret, SecretString};

use crate::refusal::Refusal;
use crate::state::AppState;

/// Whose password that is: the login as the directory writes it. Who fails often has to wait.
pub(crate) async fn verify(
    state: &AppState,
    login: String,
    password: SecretString,
    address: Option<IpAddr>,
) -> Result<String, Refusal> {
    let attempt = state.attempts.begin(&login, address).map_err(|wait| {
        tracing::warn!(?address, "too many attempts to sign in");
        Refusal::TooManyAttempts(wait)
    })?;
    // Each takes the memory and the time that its hash asks for: they queue up rather than all at once.
    let _turn = state.verifications.acquire().await.map_err(Refusal::internal)?;
    let name = login.clone();
    let verified = state
        .with_store(move |store| store.verify_password(&name, Password::new(password.expose_secret())))
        .await?;
    let Some(login) = verified else {
        // Not the login: it may be a password, typed into the wrong field.
        tracing::warn!(?address, "sign-in refused");
        return Err(Refusal::WrongPassword);
    };
    state.attempts.succeeded(attempt);
    Ok(login)
}

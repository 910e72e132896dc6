//! Verifying passwords. No other code does.

use std::net::IpAddr;
use std::sync::Arc;

use bulk_user_upload::Password;
use bulk_user_upload_sqlite::StoreError;
use secrecy::{ExposeSecret, SecretString};

use crate::refusal::Refusal;
use crate::state::AppState;

/// Verifies a login and its password, and gives the login as the directory writes it. After some failures,
/// further attempts have to wait.
pub(crate) async fn verify(
    state: &AppState,
    login: String,
    password: SecretString,
    address: Option<IpAddr>,
) -> Result<String, Refusal> {
    let too_many = |wait| {
        tracing::warn!(?address, "too many attempts to sign in");
        Refusal::TooManyAttempts(wait)
    };
    // An attempt that has to wait takes no turn from others.
    state.attempts.may_begin(&login, address).map_err(too_many)?;
    let turn = Arc::clone(&state.verifications).acquire_owned().await.map_err(Refusal::internal)?;
    let attempt = state.attempts.begin(&login, address).map_err(too_many)?;
    let name = login.clone();
    // The turn ends when the outcome is counted. If the client breaks off, it ends with the work.
    let (verified, _turn) = state
        .with_store(move |store| {
            let verified = store.verify_password(&name, Password::new(password.expose_secret()))?;
            Ok::<_, StoreError>((verified, turn))
        })
        .await?;
    let Some(login) = verified else {
        // The login is not logged: it may be a password, typed into the wrong field.
        tracing::warn!(?address, "sign-in refused");
        return Err(Refusal::WrongPassword);
    };
    state.attempts.succeeded(attempt);
    Ok(login)
}

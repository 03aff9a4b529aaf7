using System.Diagnostics.CodeAnalysis;
using System.Security.Claims;
using System.Text.Json;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Concord.Platform.Accounts.Providers;

/// <summary>Signing in through the providers: the handshake, until somebody stands at our door again (see <see cref="Arrival"/>).</summary>
internal static class ProvidersSetup
{
    /// <summary>How far its clock may be from ours.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    /// <summary>Signatures that only the holder of a private key can make: with a shared secret anybody who knows it could.</summary>
    public static readonly string[] Signatures = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"];

    public static void AddProviders(this WebApplicationBuilder builder)
    {
        // What fails is reported once, where it is handled; the framework would add the whole exception each time somebody tries something.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Authentication.OpenIdConnect", LogLevel.None);

        var providers = IdentityProviders.Read(builder.Configuration["providers"]);
        builder.Services.AddSingleton(providers);
        builder.Services.AddHttpClient();
        builder.Services.AddSingleton<ProviderState>();
        var authentication = builder.Services.AddAuthentication().AddCookie(Arrival.Scheme, options =>
        {
            options.Cookie.Name = "concord-arrival";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax; // set while the browser is on its way back from another site
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
            options.SlidingExpiration = false;
        });
        foreach (var provider in providers) authentication.AddOpenIdConnect(provider.Scheme, options => Configure(options, provider));
    }

    /// <summary>Nothing is asked of the provider here: its metadata are fetched when somebody first comes by, so that it cannot delay a start.</summary>
    private static void Configure(OpenIdConnectOptions options, IdentityProvider provider)
    {
        options.SignInScheme = Arrival.Scheme;
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = provider.Authority.Scheme == Uri.UriSchemeHttps;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.Secret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query; // comes back as a GET, to which the browser adds our Lax cookies; a form_post it would not
        options.UsePkce = true;
        options.CallbackPath = provider.Callback;
        options.RemoteSignOutPath = options.SignedOutCallbackPath = default; // nobody signs our people out but they themselves
        options.Scope.Clear();
        foreach (var scope in provider.Scopes) options.Scope.Add(scope);
        options.GetClaimsFromUserInfoEndpoint = true;
        options.MapInboundClaims = false;
        options.ClaimActions.Clear(); // see Handshake.UserInformationReceived
        options.SaveTokens = false;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = TimeSpan.FromSeconds(10);
        options.RemoteAuthenticationTimeout = options.ProtocolValidator.NonceLifetime = TimeSpan.FromMinutes(15);
        options.TokenValidationParameters.ClockSkew = ClockSkew;
        options.TokenValidationParameters.ValidAlgorithms = Signatures;
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.Name = "concord-" + provider.Key + (cookie == options.NonceCookie ? "-nonce-" : "-state-");
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events = new Handshake(provider);
    }
}

/// <summary>What we add to the framework's handshake: whose answer it is, what of it we keep, and where people stand when it fails.</summary>
internal sealed class Handshake(IdentityProvider provider) : OpenIdConnectEvents
{
    private const string Issuer = "issuer";
    private const string Subject = "subject";
    private const string Proven = "proven";

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (Departure.Of(context.Properties) is { } departure)
        {
            context.ProtocolMessage.UiLocales = departure.Language;
            if (departure.Again) context.ProtocolMessage.Prompt = "login";
        }

        if (provider.SecondFactor is { Claim: "acr" } proof) context.ProtocolMessage.AcrValues = proof.Value;
        return Task.CompletedTask;
    }

    /// <summary>Refuses an answer that another provider gave (RFC 9207): without it, a dishonest one could have us take its people's
    /// codes for those of an honest one.</summary>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Options.ConfigurationManager is not { } manager) return;

        var metadata = await manager.GetConfigurationAsync(context.HttpContext.RequestAborted);
        var named = context.ProtocolMessage.Iss;
        if (named is null ? metadata.AuthorizationResponseIssParameterSupported : named != metadata.Issuer) context.Fail(new ForeignAnswer());
    }

    public override Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        context.HttpContext.Items[typeof(Departure)] = Departure.Of(context.Properties); // should the token be refused, the framework has forgotten it
        return Task.CompletedTask;
    }

    /// <summary>Only the signed token says who it is and how they proved it; the userinfo endpoint adds the rest.</summary>
    public override Task TokenValidated(TokenValidatedContext context)
    {
        var token = context.SecurityToken;
        if (!ProvidersSetup.Signatures.Contains(token.Header.Alg, StringComparer.Ordinal))
        {
            // The framework lets a token pass that is not signed when it came over TLS, as the standard allows. We do not.
            context.Fail(new SecurityTokenInvalidSignatureException("The token is not signed."));
            return Task.CompletedTask;
        }

        var state = context.Properties!;
        state.SetString(Issuer, token.Issuer);
        state.SetString(Subject, token.Subject);
        if (provider.SecondFactor is { } proof && token.Claims.Any(claim => claim.Type == proof.Claim && claim.Value == proof.Value)) state.SetString(Proven, "yes");
        return Task.CompletedTask;
    }

    /// <summary>Adds what the userinfo endpoint says, a list as so many claims.</summary>
    public override Task UserInformationReceived(UserInformationReceivedContext context)
    {
        var identity = (ClaimsIdentity)context.Principal!.Identity!;
        foreach (var claim in context.User.RootElement.EnumerateObject())
        {
            var values = claim.Value.ValueKind == JsonValueKind.Array ? claim.Value.EnumerateArray().ToList() : [claim.Value];
            identity.AddClaims(values.Select(value => new Claim(claim.Name, value.ToString())));
        }

        return Task.CompletedTask;
    }

    /// <summary>Keeps what is needed to decide, and nothing else, neither tokens nor other claims.</summary>
    public override Task TicketReceived(TicketReceivedContext context)
    {
        IEnumerable<string> Values(string claim) => context.Principal!.FindAll(claim).Select(one => one.Value).Distinct(StringComparer.Ordinal);

        var state = context.Properties!;
        var arrival = new Arrival(
            Guid.CreateVersion7(),
            provider.Key,
            state.GetString(Issuer)!,
            state.GetString(Subject)!,
            Values("email").ToList() is [var email] && Values("email_verified").All(IsTrue) && Values("email_verified").Any() ? email : null,
            Values("name").FirstOrDefault(),
            provider.RolesFor(Values),
            state.GetString(Proven) is not null,
            Departure.Of(state)!);
        context.Principal = arrival.Sealable();
        context.Properties = new() { RedirectUri = context.ReturnUri };
        return Task.CompletedTask;
    }

    public override Task AccessDenied(AccessDeniedContext context)
    {
        Lead(context, context.Properties, "denied");
        return Task.CompletedTask;
    }

    public override Task RemoteFailure(RemoteFailureContext context)
    {
        var why = ReasonOf(context.Failure, context.Properties);
        context.HttpContext.RequestServices.GetRequiredService<ILogger<Handshake>>().LogWarning("A sign-in through the provider {Provider} failed: {Why} ({Failure}).", provider.Key, why, context.Failure?.GetType().Name);
        context.HttpContext.RequestServices.GetRequiredService<Operations.Pulse>().SignInRefused(SignInMethod.Provider);
        Lead(context, context.Properties, why);
        return Task.CompletedTask;
    }

    /// <summary>As in the key of its sentence, ProviderProblem.….</summary>
    public static string ReasonOf(Exception? failure, AuthenticationProperties? state) =>
        IsUnreachable(failure) ? "unreachable" : failure is AuthenticationFailureException && (state is null || failure.Message == "Correlation failed.") ? "stale" : "refused";

    public static bool IsUnreachable([NotNullWhen(true)] Exception? failure) =>
        failure is HttpRequestException or TaskCanceledException or TimeoutException or IOException || (failure?.InnerException is { } inner && IsUnreachable(inner));

    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private void Lead<TOptions>(HandleRequestContext<TOptions> context, AuthenticationProperties? state, string why)
        where TOptions : AuthenticationSchemeOptions
    {
        var language = (Departure.Of(state) ?? context.HttpContext.Items[typeof(Departure)] as Departure)?.Language ?? LanguagesSetup.LanguageOf(context.HttpContext).Code;
        context.Response.Redirect($"/{language}/sign-in/problem?provider={provider.Key}&why={why}");
        context.HandleResponse();
    }
}

/// <summary>The answer came from another issuer than the one it was sent to, or does not say.</summary>
internal sealed class ForeignAnswer() : Exception("The answer names another issuer, or none.");

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Security.Claims;
using System.Text.Json;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

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
    private const string ProvedAt = "proved-at";

    /// <summary>In seconds: both times are of the provider's clock, told in whole seconds, and the token takes a moment to reach us.</summary>
    private const long Grace = 5;

    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        if (Departure.Of(context.Properties) is { } departure)
        {
            context.ProtocolMessage.UiLocales = departure.Language;

            // With an age the provider has to say when they proved who they are; whoever signs in may have done so as long ago as a sign-in of ours lasts.
            context.ProtocolMessage.MaxAge = departure.Proves is null ? ((long)SignIn.Idle.TotalSeconds).ToString(CultureInfo.InvariantCulture) : "0";
            if (departure.Proves is not null) context.ProtocolMessage.Prompt = "login";
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
        var now = context.HttpContext.RequestServices.GetRequiredService<IClock>().GetCurrentInstant().ToUnixTimeSeconds();
        var provedAt = ProvedAtBy(token, now);
        if (Departure.Of(state) is { Proves: not null } departure && (provedAt is null || provedAt < departure.At - Grace))
        {
            context.Fail(new NotAskedAnew());
            return Task.CompletedTask;
        }

        if (provedAt is { } second) state.SetString(ProvedAt, second.ToString(CultureInfo.InvariantCulture));
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
            state.GetString(ProvedAt) is { } second ? long.Parse(second, CultureInfo.InvariantCulture) : null,
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
        IsUnreachable(failure) ? "unreachable" : failure is NotAskedAnew ? "not-anew" : failure is AuthenticationFailureException && (state is null || failure.Message == "Correlation failed.") ? "stale" : "refused";

    /// <summary>What the page that tells of a problem needs to know: what it is, and how to set out again.</summary>
    public static string ProblemQuery(string provider, string why, Departure? departure) =>
        Departure.QueryOf(departure?.Back, departure?.Ticket, $"provider={provider}&why={why}" + (departure?.Proves is null ? "" : "&proves=true"));

    public static bool IsUnreachable([NotNullWhen(true)] Exception? failure) =>
        failure is HttpRequestException or TaskCanceledException or TimeoutException or IOException || (failure?.InnerException is { } inner && IsUnreachable(inner));

    /// <summary>When they proved to the provider who they are. It says so by its own clock, which need not agree with ours: what counts is how
    /// long that was before it made the token, which has reached us at once.</summary>
    /// <returns>In Unix seconds of our clock; null when it does not say, or says that it was later.</returns>
    private static long? ProvedAtBy(JwtSecurityToken token, long now)
    {
        long? Second(string claim) => long.TryParse(token.Claims.FirstOrDefault(one => one.Type == claim)?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? second : null;

        return Second(JwtRegisteredClaimNames.Iat) - Second(JwtRegisteredClaimNames.AuthTime) is { } age and >= -Grace ? now - Math.Max(0, age) : null;
    }

    private static bool IsTrue(string value) => value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private void Lead<TOptions>(HandleRequestContext<TOptions> context, AuthenticationProperties? state, string why)
        where TOptions : AuthenticationSchemeOptions
    {
        var departure = Departure.Of(state) ?? context.HttpContext.Items[typeof(Departure)] as Departure;
        context.Response.Redirect($"/{departure?.Language ?? LanguagesSetup.LanguageOf(context.HttpContext).Code}/sign-in/problem{ProblemQuery(provider.Key, why, departure)}");
        context.HandleResponse();
    }
}

/// <summary>The answer came from another issuer than the one it was sent to, or does not say.</summary>
internal sealed class ForeignAnswer() : Exception("The answer names another issuer, or none.");

/// <summary>The provider was to ask somebody anew who they are, and has not, or does not say when it did.</summary>
internal sealed class NotAskedAnew() : Exception("The provider did not ask anew.");

using Concord.Platform.Database;
using Concord.Platform.Live;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Concord.Platform.Accounts;

internal static class AccountsSetup
{
    /// <summary>Claim of the cookie that names the sign-in.</summary>
    public const string SignInClaim = "sign-in";

    /// <summary>Name of the field that holds a form's antiforgery token.</summary>
    public const string FormToken = "form-token";

    // COSE algorithms (RFC 9053): those that a signature can still be checked by anywhere in years to come.
    private const int Es256 = -7;
    private const int Rs256 = -257;

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = Passwords.Shortest;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.User.RequireUniqueEmail = true;
                options.Lockout.AllowedForNewUsers = false; // see SignInThrottle: a lock on the account could be turned against its owner
            })
            .AddUserStore<PasskeyStore>()
            .AddPasswordValidator<Passwords>()
            .AddDefaultTokenProviders();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Recognition>();
        services.AddScoped<Credentials>();
        services.AddScoped<SignInThrottle>();
        services.AddScoped<KeptPostStore>();
        services.AddPasskeys(new(builder.Configuration));

        services.AddDataProtection().SetApplicationName("Concord");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "concord";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // secure whenever the request is https
            options.ExpireTimeSpan = SignIn.Idle.ToTimeSpan();
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.Events.OnRedirectToLogin = SignInPages.SendToSignIn;
            options.Events.OnCheckSlidingExpiration = context =>
            {
                context.ShouldRenew &= !LiveSetup.IsByItself(context.HttpContext);
                return Task.CompletedTask;
            };
            options.Events.OnRedirectToAccessDenied = SignInPages.Refuse;
        });

        services.AddAuthorization(options =>
        {
            foreach (var (act, _) in Permissions.Table) options.AddPolicy(act, policy => policy.AddRequirements(new May(act)));
        });
        services.AddScoped<IAuthorizationHandler, MayHandler>();
    }

    private static void AddPasskeys(this IServiceCollection services, PasskeySite site)
    {
        services.AddSingleton(site);
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(options =>
        {
            options.ServerDomain = site.RpId;
            options.UserVerificationRequirement = "required"; // what makes a passkey count as two factors
            options.ResidentKeyRequirement = "required"; // found without a name being typed
            options.AttestationConveyancePreference = "none";
            options.IsAllowedAlgorithm = algorithm => algorithm is Es256 or Rs256;
            options.AuthenticatorTimeout = Passkeys.ChallengeLifetime.ToTimeSpan();
            options.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == site.OriginOf(context.HttpContext));
        });
    }

    /// <summary>Learns who is asking: the cookie names a sign-in, the database says whose it is and what they may, at every request.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            if (http.User.Identity is { IsAuthenticated: true }) await http.RequestServices.GetRequiredService<Recognition>().RecogniseAsync(http, noteSeen: !LiveSetup.IsByItself(http));
            await next(http);
        });
        app.UseAuthorization();
        app.UseAntiforgery();
    }
}

/// <summary>Asks for one row of the table of permissions.</summary>
internal sealed record May(string Act) : IAuthorizationRequirement;

internal sealed class MayHandler(Me me) : AuthorizationHandler<May>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, May requirement)
    {
        if (me.Can(requirement.Act)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}

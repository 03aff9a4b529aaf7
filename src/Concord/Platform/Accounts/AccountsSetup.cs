using Concord.Platform.Database;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Concord.Platform.Accounts;

internal static class AccountsSetup
{
    /// <summary>Claim of the cookie that names the sign-in.</summary>
    public const string SignInClaim = "sign-in";

    /// <summary>Name of the field that holds a form's antiforgery token.</summary>
    public const string FormToken = "form-token";

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
            .AddUserStore<UserOnlyStore<Account, Db, Guid>>()
            .AddPasswordValidator<Passwords>()
            .AddDefaultTokenProviders();
        services.AddSingleton<Passwords>();
        services.AddSingleton<Recognition>();
        services.AddScoped<Credentials>();
        services.AddScoped<SignInThrottle>();

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
            options.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });

        services.AddAuthorization(options =>
        {
            foreach (var (act, _) in Permissions.Table) options.AddPolicy(act, policy => policy.AddRequirements(new May(act)));
        });
        services.AddScoped<IAuthorizationHandler, MayHandler>();
    }

    /// <summary>Learns who is asking: the cookie names a sign-in, the database says whose it is and what they may, at every request.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            if (http.User.Identity is { IsAuthenticated: true }) await http.RequestServices.GetRequiredService<Recognition>().RecogniseAsync(http);
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

using System.Security.Claims;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Concord.Platform.Accounts;

internal static class AccountsSetup
{
    public const string StampClaim = "stamp";

    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddIdentityCore<Account>(options =>
            {
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = options.Password.RequireLowercase = options.Password.RequireUppercase = options.Password.RequireNonAlphanumeric = false;
                options.User.RequireUniqueEmail = true;
                options.Lockout.AllowedForNewUsers = false; // see SignInThrottle: a lock on the account could be turned against its owner
            })
            .AddUserStore<UserOnlyStore<Account, Db, Guid>>()
            .AddDefaultTokenProviders();

        services.AddDataProtection().SetApplicationName("Concord");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeysInDatabase>();

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "concord";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest; // secure whenever the request is https
            options.ExpireTimeSpan = TimeSpan.FromHours(12);
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

    /// <summary>Learns who is asking: the cookie names an account, the database says what it may, at every request.</summary>
    public static void UseAccounts(this WebApplication app)
    {
        app.UseAuthentication();
        app.Use(async (http, next) =>
        {
            if (http.User.Identity is { IsAuthenticated: true }) await Recognise(http);
            await next(http);
        });
        app.UseAuthorization();
        app.UseAntiforgery();
    }

    private static async Task Recognise(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<Db>();
        var stop = http.RequestAborted;
        var id = Guid.Parse(http.User.FindFirstValue(ClaimTypes.NameIdentifier)!);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, stop);

        // A changed password, or an ended account, ends every sign-in at once.
        if (account is null || account.SecurityStamp != http.User.FindFirstValue(StampClaim))
        {
            http.User = new(new ClaimsIdentity());
            return;
        }

        var grants = await db.Grants.AsNoTracking().Where(grant => grant.Account == id).ToListAsync(stop);
        var assignments = grants.Any(grant => grant is { Role: Role.Translator, IsInEffect: true })
            ? await db.Assignments.AsNoTracking().Where(one => one.Account == id).ToListAsync(stop)
            : [];
        http.RequestServices.GetRequiredService<Me>().Is(account, grants, assignments);
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

using System.Security.Claims;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Concord.Platform.Accounts;

/// <summary>Where somebody is sent who is not signed in, or not well enough.</summary>
internal static class SignInPages
{
    /// <summary>Where a second factor is set up.</summary>
    public const string SecondFactor = "/me/authenticator";

    /// <summary>Refuses; whoever only lacks a second factor is led to set one up.</summary>
    public static Task Refuse(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (context.HttpContext.RequestServices.GetRequiredService<Me>().LacksSecondFactor) context.Response.Redirect($"/{LanguagesSetup.LanguageOf(context.HttpContext).Code}{SecondFactor}");
        else context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    public static async Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var language = LanguagesSetup.LanguageOf(context.HttpContext).Code;
        var request = context.Request;
        if (request.Path == $"/{language}/sign-out")
        {
            context.Response.Redirect($"/{language}/"); // done already
            return;
        }

        var formCookie = context.HttpContext.RequestServices.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie.Name!;
        if (await KeptPost.FromAsync(request, formCookie, OwnerOf(context)) is { } kept)
        {
            KeptPosts.Keep(context.HttpContext, kept); // see UseKeptPosts
            return;
        }

        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "";
        context.Response.Redirect($"/{language}/sign-in" + (back == "" ? "" : "?back=" + Uri.EscapeDataString(back)));
    }

    /// <summary>Whose sign-in the browser's cookie names, over as it may be: it opens nothing any more, but nobody else could have it.</summary>
    private static Guid? OwnerOf(RedirectContext<CookieAuthenticationOptions> context)
    {
        var cookie = context.Options.CookieManager.GetRequestCookie(context.HttpContext, context.Options.Cookie.Name!);
        var ticket = cookie is null ? null : context.Options.TicketDataFormat.Unprotect(cookie);
        return Guid.TryParse(ticket?.Principal.FindFirstValue(ClaimTypes.NameIdentifier), out var owner) ? owner : null;
    }
}

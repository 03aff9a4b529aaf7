using Concord.Platform.Languages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Concord.Platform.Accounts;

/// <summary>Where somebody is sent who is not signed in.</summary>
internal static class SignInPages
{
    public static Task SendToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        var language = LanguagesSetup.LanguageOf(context.HttpContext).Code;
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : "";
        context.Response.Redirect($"/{language}/sign-in" + (back == "" ? "" : "?back=" + Uri.EscapeDataString(back)));
        return Task.CompletedTask;
    }
}

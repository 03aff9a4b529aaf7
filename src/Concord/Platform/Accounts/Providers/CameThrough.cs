namespace Concord.Platform.Accounts.Providers;

/// <summary>Through which provider this browser came in last: so that signing out can tell of the sign-in there. It opens nothing.</summary>
internal static class CameThrough
{
    private const string Cookie = "concord-provider";

    public static string? Of(HttpContext http) => http.Request.Cookies[Cookie] is { Length: > 0 } key ? key : null;

    public static void Note(HttpContext http, string provider) =>
        http.Response.Cookies.Append(Cookie, provider, new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps });

    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie);
}

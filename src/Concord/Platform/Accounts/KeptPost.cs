using System.Text;
using System.Text.Json;
using Concord.Platform.Database;
using Concord.Platform.Languages;

namespace Concord.Platform.Accounts;

/// <summary>
/// What somebody sent whose sign-in had expired, or who has to prove again that it is they: it travels with the form that asks and is offered to them again afterwards. Kept on
/// the server it is only for those who may come back through an identity provider (see <see cref="KeptPostStore"/>).
/// </summary>
/// <param name="To">The local address it was sent to, with its query.</param>
/// <param name="Owner">The account it was sent from, and to which alone it is offered; null: not known, the browser had signed out.</param>
internal sealed record KeptPost(string To, IReadOnlyList<KeptField> Fields, Guid? Owner)
{
    /// <summary>In bytes of UTF-8. Sent again, a byte may take three, and a request may hold two megabytes.</summary>
    private const int Largest = 600_000;

    private const int MostFields = 1000;

    /// <summary>The form of a request; null when there is none, it is too large, or it may not be ours.</summary>
    public static async Task<KeptPost?> FromAsync(HttpRequest request, string formCookie, Guid? owner)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return null;

        // Another site could make the reader send its words as theirs. But it cannot make the browser send this cookie, which is "strict".
        if (!request.Cookies.ContainsKey(formCookie)) return null;
        if (request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}") return null;

        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            var fields = form.Where(field => !IsSecret(field.Key)).SelectMany(field => field.Value.Select(value => new KeptField(field.Key, value ?? ""))).ToList();
            var kept = new KeptPost(request.PathBase + request.Path + request.QueryString, fields, owner);
            return fields.Count <= MostFields && Encoding.UTF8.GetByteCount(kept.ToJson()) <= Largest ? kept : null;
        }
        catch (Exception wrong) when (wrong is InvalidDataException or BadHttpRequestException)
        {
            return null; // malformed or over the framework's limits, or with a file
        }
    }

    /// <summary>Whether it may be offered to this account.</summary>
    public bool IsFor(Guid account) => Owner is null || Owner == account;

    public string ToJson() => JsonSerializer.Serialize(this, Stored.Json);

    /// <summary>What <see cref="ToJson"/> wrote; null for anything else.</summary>
    public static KeptPost? FromJson(string? json)
    {
        try
        {
            return string.IsNullOrEmpty(json) ? null : JsonSerializer.Deserialize<KeptPost>(json, Stored.Json) is { To: not null, Fields: not null } kept ? kept : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the old form was known by is of no use, the new one has its own; passwords and codes are typed again.</summary>
    private static bool IsSecret(string name)
    {
        var last = name.Split('.')[^1];
        return name is AccountsSetup.FormToken or Once.Field || last.EndsWith("Password", StringComparison.OrdinalIgnoreCase) || last.Equals("Code", StringComparison.OrdinalIgnoreCase);
    }
}

internal sealed record KeptField(string Name, string Value);

internal static class KeptPosts
{
    private static readonly object Key = new();

    public static KeptPost? Of(HttpContext http) => (http.Items[Key] as Keeping)?.Post;

    /// <param name="page">Which page asks, below the language.</param>
    public static void Keep(HttpContext http, KeptPost kept, string page = "/sign-in") => http.Items[Key] = new Keeping(kept, page);

    /// <summary>Answers such a request with the page that asks, at the address it was sent to. Stands before routing, which is gone through again.</summary>
    public static void UseKeptPosts(this WebApplication app) =>
        app.Use(async (http, next) =>
        {
            await next(http);
            if (http.Items[Key] is not Keeping keeping || http.Response.HasStarted) return;

            http.SetEndpoint(null);
            http.Request.RouteValues.Clear();
            http.Request.Method = HttpMethods.Get;
            http.Request.Path = $"/{LanguagesSetup.LanguageOf(http).Code}{keeping.Page}";
            http.Request.QueryString = QueryString.Empty;
            await next(http);
        });

    private sealed record Keeping(KeptPost Post, string Page);
}

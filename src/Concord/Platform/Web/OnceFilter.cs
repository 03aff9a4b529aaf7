using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;

namespace Concord.Platform.Web;

/// <summary>
/// A form sent twice does nothing twice: the second request is led to a page that says so. What decides is the row that the change
/// itself writes (<see cref="Submission"/>), so two requests at the same moment, on two nodes, cannot both pass.
/// </summary>
internal sealed class OnceFilter(Db db, Once once, Me me, Words words, ILogger<OnceFilter> log) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (TokenOf(context.HttpContext) is not { } token)
        {
            await next();
            return;
        }

        var stop = context.HttpContext.RequestAborted;
        if (await db.Submissions.AnyAsync(one => one.Token == token, stop))
        {
            context.Result = SavedAlready(token);
            return;
        }

        once.Carries(token);
        var done = await next();
        if (once.IsDone)
        {
            var to = done.Result switch { LocalRedirectResult local => local.Url, RedirectResult redirect => redirect.Url, _ => null };
            if (to is not null && me.IsSignedIn) await Remember(token, to, stop);
        }
        else if (done.Exception is SentBefore || await db.Submissions.AnyAsync(one => one.Token == token, stop))
        {
            // The other request was first by a moment; whatever this one ran into (its version, a rule) is the other's doing.
            done.ExceptionHandled = true;
            done.Result = SavedAlready(token);
        }
    }

    /// <summary>What was saved is saved: that its address could not be noted must not turn the answer into an error.</summary>
    private async Task Remember(string token, string to, CancellationToken stop)
    {
        try
        {
            await db.InOneTransaction(() => db.Submissions.Where(one => one.Token == token).ExecuteUpdateAsync(set => set.SetProperty(one => one.LedTo, to), stop), stop);
        }
        catch (DbException failure)
        {
            log.LogWarning(failure, "The address that a saved form led to could not be noted.");
        }
    }

    private RedirectResult SavedAlready(string token) => new(words.To("/already-saved/" + token));

    private string? TokenOf(HttpContext http)
    {
        var request = http.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return null;
        if (request.Form[Once.Field].ToString() is not { Length: > 0 } field) return null;

        // The antiforgery token may be a fresh one of the same form. Its field goes by our own name for it: asking the framework here would make
        // this request's tokens before a sign-in has said whose they are.
        var all = new StringBuilder(field).Append('\n').Append(request.Path).Append(request.QueryString);
        foreach (var (name, value) in request.Form.Where(pair => pair.Key != AccountsSetup.FormToken).OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            all.Append('\n').Append(Uri.EscapeDataString(name)).Append('=').AppendJoin('&', value.Select(one => Uri.EscapeDataString(one ?? "")));
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all.ToString())));
    }
}

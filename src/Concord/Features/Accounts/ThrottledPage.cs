using System.Globalization;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using NodaTime;

namespace Concord.Features.Accounts;

/// <summary>A page whose attempts are counted (see <see cref="Platform.Accounts.SignInThrottle"/>): whoever has made too many is told on it when to go on.</summary>
internal abstract class ThrottledPage(Words words) : PageModel
{
    /// <summary>Why what was sent was not taken, above the form; null: nothing was refused.</summary>
    public string? Refused { get; protected set; }

    protected PageResult Refuse(Duration wait, string sentence = "SignIn.TooMany")
    {
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = ((long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        Refused = words[sentence, (int)Math.Ceiling(wait.TotalMinutes)];
        return Page();
    }
}

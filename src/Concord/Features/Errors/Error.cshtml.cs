using Concord.Domain.Common;
using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Concord.Platform.Web;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Features.Errors;

/// <summary>The page for every answer that is not the one asked for.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorModel(Me me, AllRecords records) : PageModel
{
    /// <summary>Which of the few sorts of error the texts tell apart.</summary>
    public string Sort { get; private set; } = "NotFound";

    public string Reference => ErrorPages.Reference(HttpContext);

    /// <summary>The record that stood at the address and was withdrawn, for those who may bring it back; null otherwise.</summary>
    public Entity? Withdrawn { get; private set; }

    public async Task OnGetAsync(int? status)
    {
        // Called by itself, the page is one that does not exist.
        var code = ErrorPages.OriginalPath(HttpContext) is null ? StatusCodes.Status404NotFound : status ?? Response.StatusCode;
        Response.StatusCode = code;
        Sort = code switch
        {
            StatusCodes.Status404NotFound => "NotFound",
            StatusCodes.Status400BadRequest => "Malformed",
            StatusCodes.Status403Forbidden or StatusCodes.Status401Unauthorized => "NotAllowed",
            StatusCodes.Status405MethodNotAllowed => "WrongMethod",
            StatusCodes.Status413PayloadTooLarge => "TooLarge",
            StatusCodes.Status429TooManyRequests => "TooMany",
            _ => "Failed",
        };
        if (Sort == "NotFound") Withdrawn = await FindWithdrawn();
    }

    private async Task<Entity?> FindWithdrawn()
    {
        if (!me.Can(Can.Withdraw) || ErrorPages.OriginalPath(HttpContext)?.Split('/') is not [_, _, var path, var key, ..]) return null;
        return AllRecords.KindAt(path) is { } kind && await records.FindAsync(kind, key, withdrawnToo: true) is { IsWithdrawn: true } found ? found : null;
    }
}

using Concord.Domain.Common;
using Concord.Platform.Languages;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Concord.Platform.Web;

/// <summary>A broken rule is shown on the page it came from, translated, with everything typed kept.</summary>
internal sealed class RuleFilter(Words words) : IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var done = await next();
        if (done.Exception is not RuleBroken rule || done.ExceptionHandled || context.HandlerInstance is not PageModel page) return;

        done.ExceptionHandled = true;
        page.ModelState.AddModelError("", words.Of(rule));
        done.Result = page.Page();
    }
}

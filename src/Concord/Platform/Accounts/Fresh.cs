using Concord.Platform.Languages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Concord.Platform.Accounts;

/// <summary>
/// On a handler, or on a page for all of its handlers: asks who is signed in to prove again that it is they, unless they have within the
/// last ten minutes. Whoever finds a screen open cannot give roles away or take lists of people along.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
internal sealed class FreshAttribute : Attribute
{
    public static readonly Duration Lasts = Duration.FromMinutes(10);
}

/// <summary>Leads to the page that asks, and takes along what was being sent.</summary>
internal sealed class FreshFilter(Me me, IOptions<AntiforgeryOptions> antiforgery, IClock clock) : IAsyncPageFilter
{
    public const string Page = "/me/prove";

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (!IsAsked(context) || me.SignIn is not { } signIn || signIn.IsFresh(clock.GetCurrentInstant()))
        {
            await next();
            return;
        }

        var request = context.HttpContext.Request;
        if (await KeptPost.FromAsync(request, antiforgery.Value.Cookie.Name!, me.Id) is { } kept)
        {
            KeptPosts.Keep(context.HttpContext, kept, Page);
            context.Result = new EmptyResult(); // the page is answered by UseKeptPosts
            return;
        }

        var here = $"/{LanguagesSetup.LanguageOf(context.HttpContext).Code}";
        var back = HttpMethods.IsGet(request.Method) ? request.Path + request.QueryString : here + "/me";
        context.Result = new LocalRedirectResult($"{here}{Page}?back={Uri.EscapeDataString(back)}");
    }

    private static bool IsAsked(PageHandlerExecutingContext context) =>
        context.HandlerMethod is { } handler && (handler.MethodInfo.IsDefined(typeof(FreshAttribute), true) || context.HandlerInstance.GetType().IsDefined(typeof(FreshAttribute), true));
}

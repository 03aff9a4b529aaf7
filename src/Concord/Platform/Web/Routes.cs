using Concord.Platform.Accounts;
using Concord.Platform.Database;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;

namespace Concord.Platform.Web;

/// <summary>One thing the application answers to.</summary>
/// <param name="Pattern">The address, with its parameters in braces: /{language}/activities/{key}.</param>
/// <param name="Roles">Who may use it; null: everyone, signed in or not.</param>
internal sealed record Route(string Method, string Pattern, IReadOnlyList<Role>? Roles)
{
    public string Who => Roles is null ? "everyone" : string.Join(" ", Roles.Select(role => Stored.Kebab(role.ToString())));
}

/// <summary>Every address of the application with its methods and those who may use it, read from its real endpoints.</summary>
internal static class Routes
{
    public static async Task<IReadOnlyList<Route>> OfAsync(WebApplication app)
    {
        var pages = app.Services.GetRequiredService<PageLoader>();
        var routes = new List<Route>();
        foreach (var endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.Trim('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } found)
            {
                // Only a loaded page knows its handlers, and the attributes of its model. It always answers to GET: without a handler it is shown as it is.
                var page = await pages.LoadAsync(found, endpoint.Metadata);
                var methods = page.HandlerMethods.Select(handler => handler.HttpMethod.ToUpperInvariant()).Append(HttpMethods.Get).Distinct();
                routes.AddRange(methods.Select(method => new Route(method, pattern, RolesOf([.. page.EndpointMetadata!]))));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [HttpMethods.Get];
                routes.AddRange(methods.Select(method => new Route(method, pattern, RolesOf([.. endpoint.Metadata]))));
            }
        }

        return [.. routes.Distinct().OrderBy(route => route.Pattern, StringComparer.Ordinal).ThenBy(route => route.Method, StringComparer.Ordinal)];
    }

    private static IReadOnlyList<Role>? RolesOf(IReadOnlyList<object> metadata)
    {
        if (metadata.OfType<IAllowAnonymous>().Any()) return null;

        // Several policies on one page must all be met.
        var policies = metadata.OfType<IAuthorizeData>().Select(one => one.Policy).OfType<string>().ToList();
        return [.. Enum.GetValues<Role>().Where(role => policies.TrueForAll(policy => Permissions.Allows(policy, [role], true)))];
    }
}

using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Support;

/// <summary>One address of the application, as the application itself tells it.</summary>
/// <param name="Pattern">As routing knows it: {language:language}/commitments/{key}.</param>
/// <param name="Handlers">HTTP method and name of the handler; the name is null for the one without.</param>
/// <param name="Query">Names of what a GET reads from the query.</param>
internal sealed record SiteRoute(
    string Pattern,
    RouteEndpoint Endpoint,
    CompiledPageActionDescriptor? Page,
    IReadOnlyList<(string Method, string? Name)> Handlers,
    IReadOnlyList<(string Name, Type Type)> Query)
{
    public IEnumerable<string> Methods => Handlers.Select(handler => handler.Method).Distinct();

    public bool IsForAnyone => Endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    /// <summary>The acts of the table of permissions that it asks for.</summary>
    public IEnumerable<string> Acts => Endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(one => one.Policy).OfType<string>().Distinct();

    /// <summary>Its parameters but the language.</summary>
    public IEnumerable<string> Parameters => Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).Where(name => name != "language");

    public bool HasLanguage => Endpoint.RoutePattern.GetParameter("language") is not null;

    public bool MustBeGuid(string parameter) => Endpoint.RoutePattern.GetParameter(parameter)!.ParameterPolicies.Any(policy => policy.Content == "guid");

    public bool MayBeLeftOut(string parameter) => Endpoint.RoutePattern.GetParameter(parameter)!.IsOptional;

    /// <summary>The address with these values; a parameter without one is left out, with all after it.</summary>
    public string Address(string language, IReadOnlyDictionary<string, string> values)
    {
        var address = "";
        foreach (var segment in Endpoint.RoutePattern.PathSegments)
        {
            var text = "";
            foreach (var part in segment.Parts)
            {
                switch (part)
                {
                    case Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal:
                        text += literal.Content;
                        break;
                    case Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator:
                        text += separator.Content;
                        break;
                    case Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter:
                        var value = parameter.Name == "language" ? language : values.GetValueOrDefault(parameter.Name);
                        if (value is null) return address;
                        text += Uri.EscapeDataString(value);
                        break;
                }
            }

            address += "/" + text;
        }

        return address == $"/{language}" || address == "" ? address + "/" : address;
    }

    public bool Answers(string path)
    {
        var pattern = "^" + Regex.Replace(Regex.Escape(Pattern.Trim('/')), @"(/)?\\\{(\*{0,2})([a-z]+)([^}]*?)(\\\?)?}", match =>
        {
            var one = match.Groups[3].Value == "language" ? "[a-z]{2,3}" : match.Groups[4].Value.StartsWith(":guid", StringComparison.Ordinal) ? "[0-9a-f-]{36}" : match.Groups[2].Value != "" ? ".+" : "[^/]+";
            var optional = match.Value.TrimEnd('}').EndsWith('?');
            return optional ? $"(?:{match.Groups[1].Value}{one})?" : match.Groups[1].Value + one;
        }) + "$";
        return Regex.IsMatch(path.Trim('/'), pattern, RegexOptions.IgnoreCase);
    }
}

/// <summary>Every address of the running application: nothing is named, so that what is built later is there without being named.</summary>
internal static class Site
{
    public static async Task<IReadOnlyList<SiteRoute>> Routes(App app)
    {
        var loader = app.Services.GetRequiredService<PageLoader>();
        var routes = new List<SiteRoute>();
        foreach (var endpoint in app.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Distinct())
        {
            var pattern = endpoint.RoutePattern.RawText ?? "";
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } described)
            {
                var page = await loader.LoadAsync(described, EndpointMetadataCollection.Empty);
                var handlers = page.HandlerMethods.Select(handler => (handler.HttpMethod.ToUpperInvariant(), handler.Name)).ToList();
                if (handlers.All(handler => handler.Item1 != "GET") && handlers.Count == 0) handlers.Add(("GET", null));
                var query = page.BoundProperties.OfType<PageBoundPropertyDescriptor>()
                    .Where(property => property.BindingInfo?.RequestPredicate is not null && property.Property.GetCustomAttributes(typeof(Microsoft.AspNetCore.Mvc.BindPropertyAttribute), true).OfType<Microsoft.AspNetCore.Mvc.BindPropertyAttribute>().Any(bind => bind.SupportsGet))
                    .Select(property => (property.BindingInfo?.BinderModelName ?? property.Name, property.ParameterType))
                    .Concat(page.HandlerMethods.Where(handler => handler.HttpMethod.Equals("get", StringComparison.OrdinalIgnoreCase))
                        .SelectMany(handler => handler.Parameters)
                        .Where(parameter => parameter.ParameterType != typeof(CancellationToken) && endpoint.RoutePattern.GetParameter(parameter.Name) is null)
                        .Select(parameter => (parameter.Name, parameter.ParameterType)))
                    .DistinctBy(one => one.Item1)
                    .ToList();
                routes.Add(new(pattern, page.Endpoint as RouteEndpoint ?? endpoint, page, handlers, query));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
                var method = endpoint.Metadata.GetMetadata<System.Reflection.MethodInfo>();
                var query = (method?.GetParameters() ?? [])
                    .Where(parameter => (parameter.ParameterType == typeof(string) || Nullable.GetUnderlyingType(parameter.ParameterType) is not null || parameter.ParameterType.IsPrimitive) && endpoint.RoutePattern.GetParameter(parameter.Name!) is null)
                    .Select(parameter => (parameter.Name!, parameter.ParameterType))
                    .ToList();
                routes.Add(new(pattern, endpoint, null, [.. methods.Select(one => (one, (string?)null))], query));
            }
        }

        // One page answers GET and POST at one endpoint; the same page never stands twice.
        return [.. routes.DistinctBy(route => (route.Pattern, string.Join(',', route.Methods))).OrderBy(route => route.Pattern, StringComparer.Ordinal)];
    }

    /// <summary>Every role with every party it has an account for; a visitor is null.</summary>
    public static IReadOnlyList<Reader> Readers { get; } =
    [
        new(null, null),
        .. Enum.GetValues<Concord.Platform.Accounts.Role>().SelectMany(role => role switch
        {
            Concord.Platform.Accounts.Role.DialogueDesk or Concord.Platform.Accounts.Role.FocalPoint or Concord.Platform.Accounts.Role.Signatory => new string?[] { "eu", "china" },
            Concord.Platform.Accounts.Role.Translator => [null, "eu", "china"],
            _ => [null],
        }, (role, party) => new Reader(role, party)),
    ];
}

/// <summary>Somebody who reads: a visitor, or an account with one role.</summary>
internal sealed record Reader(Concord.Platform.Accounts.Role? Role, string? Party)
{
    public async Task<Browser> In(App app) => Role is { } role ? await app.As(role, Party) : app.AsVisitor();

    public override string ToString() => Role is null ? "visitor" : Role + (Party is null ? "" : " of " + Party);
}

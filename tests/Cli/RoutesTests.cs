using System.Net;
using Concord.Cli;
using Concord.Platform.Web;
using Concord.Tests.Support;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Tests.Cli;

public sealed class RoutesTests
{
    [Fact]
    public async Task Every_endpoint_of_the_application_is_listed()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        var listed = (await Printed()).Select(line => line.Pattern).ToHashSet();

        var endpoints = app.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(source => source.Endpoints).ToList();
        Assert.All(endpoints, endpoint => Assert.Contains("/" + Assert.IsType<RouteEndpoint>(endpoint).RoutePattern.RawText!.Trim('/'), listed));
        Assert.Contains("/{language:language}", listed);
    }

    [Fact]
    public async Task Every_page_of_ours_is_listed()
    {
        var listed = await Printed();
        var pages = typeof(Application).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PageModel)) && !type.IsAbstract).ToList();
        Assert.NotEmpty(pages);
        Assert.True(listed.Select(line => line.Pattern).Distinct().Count(pattern => pattern.StartsWith("/{language", StringComparison.Ordinal)) >= pages.Count);
    }

    [Fact]
    public async Task A_page_answers_to_no_method_that_is_not_listed()
    {
        await using var app = await App.On(Database.Sqlite, App.Tiny);
        using var visitor = app.AsVisitor();
        var plain = (await Printed()).Where(line => !line.Pattern.Replace("{language:language}", "", StringComparison.Ordinal).Contains('{', StringComparison.Ordinal)).ToLookup(line => line.Pattern, line => line.Method);
        foreach (var route in plain)
        {
            foreach (var method in new[] { "POST", "PUT", "DELETE", "PATCH" }.Except(route))
            {
                using var request = new HttpRequestMessage(new(method), route.Key.Replace("{language:language}", "en", StringComparison.Ordinal));
                using var answer = await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);

                // A page without a handler for the method shows itself unchanged, or asks for the form's token first: nothing of it runs.
                Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.OK or HttpStatusCode.Redirect, $"{method} {route.Key}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Who_may_use_it_is_everyone_or_roles_that_exist()
    {
        var roles = Enum.GetNames<Concord.Platform.Accounts.Role>().Select(Concord.Platform.Database.Stored.Kebab).ToHashSet();
        Assert.All(await Printed(), line => Assert.True(line.Who == "everyone" || line.Who.Split(' ').All(roles.Contains), $"{line.Pattern}: {line.Who}"));
    }

    private static async Task<List<(string Method, string Pattern, string Who)>> Printed()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.Equal(0, await Commands.RunAsync(["routes", "--tsv"], output, errors));
        var lines = output.ToString().TrimEnd().Split('\n');
        Assert.Equal("method\tpattern\twho", lines[0]);
        return [.. lines.Skip(1).Select(line => line.Split('\t')).Select(part => (part[0], part[1], part[2]))];
    }
}

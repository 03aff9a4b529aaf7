namespace Concord.Platform.Search;

internal static class SearchSetup
{
    public static void AddSearch(this WebApplicationBuilder builder) => builder.Services.AddScoped<Search>();
}

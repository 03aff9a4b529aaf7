namespace Concord.Features.Records;

internal static class RecordsSetup
{
    public static void AddRecords(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<KnownFindings>();
        builder.Services.AddScoped<Doubts>();
        builder.Services.AddScoped<RecordOfRows>();
        builder.Services.AddScoped<DraftOfRecord>();
        builder.Services.AddScoped<TakeIn>();
        builder.Services.AddScoped<RecordTexts>();
        builder.Services.AddScoped<TermsBeside>();
        builder.Services.AddScoped<EarlierWordings>();
    }
}

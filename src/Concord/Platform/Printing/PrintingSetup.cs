namespace Concord.Platform.Printing;

internal static class PrintingSetup
{
    public static void AddPrinting(this WebApplicationBuilder builder) => builder.Services.AddSingleton<PdfPrinter>();
}

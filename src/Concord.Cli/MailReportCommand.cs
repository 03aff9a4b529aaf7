using Concord.Platform.Database;
using Concord.Platform.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Concord.Cli;

/// <summary>Takes a delivery report from a mail server that hands over what comes back.</summary>
internal static class MailReportCommand
{
    public static readonly Command Command = new(
        "mail report",
        "FILE|- [--data DIR | --postgres CONNECTION]",
        """
        Read a delivery report (RFC 3464), a message file or the standard input, and note which mail came back. A mail server can
        hand it over by itself, as Postfix does with an alias: concord-bounces: "|/srv/concord/concord mail report - --data /srv/concord/data"
        """,
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, TextWriter output, TextWriter errors)
    {
        var installation = arguments.Installation();
        var file = arguments.Word("the report's file, or - for the standard input");
        arguments.Done();
        if (file != "-" && !File.Exists(file))
        {
            await errors.WriteLineAsync($"There is no file '{file}'.");
            return Commands.Refused;
        }

        await using var stream = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        var report = await DeliveryReports.ReadAsync(stream, CancellationToken.None);
        if (report.Count == 0)
        {
            await errors.WriteLineAsync("This is no delivery report (RFC 3464).");
            return Commands.Refused;
        }

        await using var app = Application.Build(installation);
        await app.MigrateAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var noted = await scope.ServiceProvider.GetRequiredService<DeliveryReports>().NoteAsync(report, CancellationToken.None);
        await output.WriteLineAsync($"{noted} of {report.Count} noted as come back.");
        return Commands.Done;
    }
}

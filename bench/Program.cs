using Concord.Bench;

switch (args.FirstOrDefault())
{
    case "raw":
        await RawKestrel.RunAsync(Number(1), Number(2));
        return 0;
    case "pages":
        await PageBench.RunAsync();
        return 0;
    case "outbox":
        await OutboxBench.RunAsync();
        return 0;
    case "mail-child":
        return await MailChild.RunAsync(args[1], Number(2), args[3..]);
    case "nodes":
        await NodesBench.RunAsync();
        return 0;
    case "concordance":
        ConcordanceBench.Run();
        return 0;
    case "files":
        await FilesBench.RunAsync();
        return 0;
    case "raw-files":
        await FilesBench.RunRawAsync(Number(1), args[2]);
        return 0;
    case "signin":
        await SignInBench.RunAsync();
        return 0;
    case "record":
        await RecordBench.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine("bench/run pages | nodes | concordance | outbox | signin | files | record");
        return 2;
}

int Number(int position) => int.Parse(args[position], System.Globalization.CultureInfo.InvariantCulture);

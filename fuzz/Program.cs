using Concord.Fuzz;
using SharpFuzz;

switch (args)
{
    case ["fuzz", var name] when Invariants.Of(name) is { } target:
        Fuzz(target);
        return 0;
    case ["replay", var name, var place] when Invariants.Of(name) is { } target:
        return Replay.Run(target, place, Console.Out);
    default:
        Console.Error.WriteLine("fuzz/run check|exchange|docx [--minutes N]");
        Console.Error.WriteLine("dotnet run --project fuzz -- replay check|stretched|exchange|docx FILE|FOLDER");
        return 2;
}

static void Fuzz(Action<byte[]> target)
{
    var warm = false;

    // The inputs run in a process of its own: when the stack overflows it is started anew, and the fuzzing goes on.
    Fuzzer.OutOfProcess.Run(stream =>
    {
        using var input = new MemoryStream();
        stream.CopyTo(input);
        // What runs only once, such as reading the tables, would look like news of the first input.
        if (!warm) foreach (var one in Invariants.WarmUp) target(one);
        warm = true;
        target(input.ToArray());
    });
}

namespace Concord;

internal static class Program
{
    private static void Main()
    {
    }
}

using Lumos.Testing.Data;

namespace Lumos.Benchmarks;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        if (args is ["dsl", ..]) return Dsl.StrictVersusNatural.Run();
        await using var f = File.Create(args[1]);
        await new CustomerOrdersCsv { Rows = long.Parse(args[0]) }.WriteAsync(f);
        return 0;
    }
}

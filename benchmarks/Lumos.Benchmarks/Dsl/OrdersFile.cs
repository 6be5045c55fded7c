using Lumos.Testing.Data;

namespace Lumos.Benchmarks.Dsl;

/// <summary>The orders as a CSV file of its own, removed at the end.</summary>
internal sealed class OrdersFile(int rows) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-orders-").FullName;

    public string Path => System.IO.Path.Combine(_folder, "orders.csv");

    /// <summary>The file as a relation of text columns.</summary>
    public string Relation => $"read_csv('{Path.Replace("'", "''", StringComparison.Ordinal)}', header = true, all_varchar = true, delim = ',', quote = '\"')";

    public async Task WriteAsync()
    {
        await using var file = File.Create(Path);
        await new CustomerOrdersCsv { Rows = rows }.WriteAsync(file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}

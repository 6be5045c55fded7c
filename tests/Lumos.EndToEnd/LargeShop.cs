using Lumos.Testing;
using Lumos.Testing.Samples;

namespace Lumos.EndToEnd;

/// <summary>
/// A shop source large enough to be met in the middle of every stage, in a folder in which an earlier run of a smaller source has
/// already made final tables; and what an undisturbed run of the large one ends in. Made once for all tests that share it.
/// </summary>
public sealed class LargeShop : IDisposable
{
    private const int Rows = 40_000;
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-large-").FullName;
    private readonly Lazy<Task> _made;
    private readonly Lazy<Task<string>> _undisturbed;

    public LargeShop()
    {
        _made = new Lazy<Task>(MakeAsync);
        _undisturbed = new Lazy<Task<string>>(RunUndisturbedAsync);
    }

    /// <summary>The tables of a run nobody disturbed.</summary>
    internal Task<string> Undisturbed => _undisturbed.Value;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A folder of its own, with state and final tables of the earlier run.</summary>
    internal async Task<ShopFolder> CopyAsync()
    {
        await _made.Value;
        var copy = new ShopFolder(Directory.CreateTempSubdirectory("lumos-shop-").FullName);
        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Path, Path.GetRelativePath(_folder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return copy;
    }

    private async Task MakeAsync()
    {
        foreach (var name in new[] { "contract.yaml", "target.schema.sql", "order_export.csv" })
        {
            File.Copy(Path.Combine(RepositoryRoot.Find(), "samples", "shop", name), Path.Combine(_folder, name));
        }

        var earlier = await LumosProcess.RunAsync(_folder, "run", "contract.yaml", "--yes", "--quiet");
        Assert.True(earlier.ExitCode == 0, earlier.ToString());
        SampleGenerator.Write("shop", _folder, Rows, seed: 23);
    }

    private async Task<string> RunUndisturbedAsync()
    {
        using var copy = await CopyAsync();
        var before = copy.ReadTables();
        var run = await LumosProcess.RunAsync(copy.Path, "run", "contract.yaml", "--yes", "--quiet");
        Assert.True(run.ExitCode == 0, run.ToString());
        var after = copy.ReadTables();
        Assert.NotEqual(before, after);
        return after;
    }
}

/// <summary>A folder with a large shop source.</summary>
internal sealed class ShopFolder(string path) : IDisposable
{
    public string Path { get; } = path;

    public string Source => In("order_export.csv");

    public string Out => In("out");

    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Both final tables as text.</summary>
    public string ReadTables() => SampleRun.ReadTable(In("out/shop.duckdb"), "orders") + SampleRun.ReadTable(In("out/shop.duckdb"), "order_lines");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The tests that share the large shop; they run one after the other, since each of them keeps the processors busy.</summary>
[CollectionDefinition(Name)]
public sealed class LargeShopTests : ICollectionFixture<LargeShop>
{
    public const string Name = "large shop";
}

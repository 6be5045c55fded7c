using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class DslFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-fmt").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Check_FileLaidOutOtherwise_FailsAndChangesNothing()
    {
        var bad = Write("bad.lumos", "x  =  a|trim # why\n");
        var good = Write("good.lumos", "x = a | trim\n");
        Assert.Equal(ExitCodes.CheckFailed, await CommandLine.RunAsync(["dsl", "fmt", "--check", good, bad]));
        Assert.Equal("x  =  a|trim # why\n", File.ReadAllText(bad));
        Assert.Equal(ExitCodes.Done, await CommandLine.RunAsync(["dsl", "fmt", "--check", good]));
    }

    [Fact]
    public async Task Write_SeveralFiles_LaysAllOutAndKeepsComments()
    {
        var first = Write("a.lumos", "x  =  a|trim # why\n");
        var second = Write("b.lumos", "# what\ny=b|regex_extract('ab|ac')\n");
        Assert.Equal(ExitCodes.Done, await CommandLine.RunAsync(["dsl", "fmt", "-w", first, second]));
        Assert.Equal("x = a | trim  # why\n", File.ReadAllText(first));
        Assert.Equal("# what\ny = b | regex_extract(\"ab|ac\")\n", File.ReadAllText(second));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}

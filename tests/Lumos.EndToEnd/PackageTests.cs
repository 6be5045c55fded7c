using System.Diagnostics;
using System.IO.Compression;
using Lumos.Testing;

namespace Lumos.EndToEnd;

/// <summary>What a user of the SDK gets: packages that stand on their own, and a host program built from nothing else.</summary>
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.1.0-packed";
    private static readonly string Root = RepositoryRoot.Find();
    private static readonly string Configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
    private readonly string _folder = Directory.CreateTempSubdirectory("lumos-packages-").FullName;

    [Fact]
    public async Task Embed_BuiltFromPackedPackages_RunsAContract()
    {
        var feed = await PackAsync("Lumos.Abstractions", "Lumos.Dsl", "Lumos.DuckDb", "Lumos.Core", "Lumos.Testing");
        AssertWellMade(feed);
        var program = await BuildSampleAsync("Embed", feed);
        using var run = new SampleRun("crm");

        var output = await DotnetAsync(program, Path.Combine(run.Folder, "contract.yaml"), run.State);

        Assert.Contains("Completed", output, StringComparison.Ordinal);
        Assert.Equal(run.ReadExpected("customers"), run.ReadTable("customers"));
    }

    [Fact]
    public async Task CompileTime_BuiltFromPackedPackages_RunsTheGeneratedCode()
    {
        var feed = await PackAsync("Lumos.Abstractions", "Lumos.Dsl");
        var program = await BuildSampleAsync("CompileTime", feed);

        var output = await DotnetAsync(program);

        Assert.Equal(
            ["Anna Schmidt | Germany | 1989-11-09 | 60.0", "Paul | Chile | 1970-04-07 | ", "born: E_DATE in operation 1, date_parse", "2 mapped, 1 failed", "AS", "3.33", "E_DIV_ZERO"],
            output.TrimEnd().Split('\n').Select(line => line.TrimEnd('\r')));
    }

    [Fact]
    public async Task CompileTime_WithAWrongColumn_DoesNotBuildAndSaysWhere()
    {
        var feed = await PackAsync("Lumos.Abstractions", "Lumos.Dsl");

        var output = await BuildSampleAsync("CompileTime", feed, folder => File.AppendAllText(Path.Combine(folder, "customers.lumos"), "country2 = cuntry\n"), fails: true);

        Assert.Contains("customers.lumos(6,12): error LUM0002", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void AssertWellMade(string feed)
    {
        foreach (var package in Directory.EnumerateFiles(feed, "*.nupkg"))
        {
            using var archive = ZipFile.OpenRead(package);
            var name = Path.GetFileName(package);
            Assert.True(archive.Entries.Any(e => e.FullName == "README.md"), $"{name} has no README.");
            Assert.True(archive.Entries.Any(e => e.FullName.StartsWith("lib/", StringComparison.Ordinal) && e.FullName.EndsWith(".xml", StringComparison.Ordinal)), $"{name} has no documentation file.");
            using var reader = new StreamReader(archive.Entries.Single(e => e.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open());
            var specification = reader.ReadToEnd();
            Assert.Contains("<license type=\"expression\">MIT</license>", specification, StringComparison.Ordinal);
            Assert.Contains("<description>", specification, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.ChangeExtension(package, ".snupkg")), $"{name} has no symbols.");
        }
    }

    private async Task<string> PackAsync(params string[] projects)
    {
        var feed = Path.Combine(_folder, "feed");
        foreach (var project in projects)
        {
            await DotnetAsync("pack", Path.Combine(Root, "src", project), "--no-build", "-c", Configuration, "-o", feed, $"-p:PackageVersion={Version}", $"-p:Version={Version}");
        }

        return feed;
    }

    // The program's path, or what the build said when it has to fail.
    private async Task<string> BuildSampleAsync(string name, string feed, Action<string>? change = null, bool fails = false)
    {
        var sample = Path.Combine(_folder, name);
        Directory.CreateDirectory(sample);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Root, "samples", name))) File.Copy(file, Path.Combine(sample, Path.GetFileName(file)));
        change?.Invoke(sample);
        var app = Path.Combine(_folder, "app");
        string[] arguments = ["build", sample, "-c", "Release", "-o", app, $"-p:LumosVersion={Version}", $"-p:RestoreAdditionalProjectSources={feed}", $"-p:RestorePackagesPath={Path.Combine(_folder, "packages")}"];
        if (fails) return await DotnetAsync(fails: true, arguments);
        await DotnetAsync(arguments);
        return Path.Combine(app, name + ".dll");
    }

    private Task<string> DotnetAsync(params string[] arguments) => DotnetAsync(fails: false, arguments);

    private async Task<string> DotnetAsync(bool fails, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // The test host's own build settings must not reach the build it starts.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var text = await output + await error;
        Assert.True((process.ExitCode != 0) == fails, $"dotnet {string.Join(' ', arguments)}\n{text}");
        return text;
    }
}

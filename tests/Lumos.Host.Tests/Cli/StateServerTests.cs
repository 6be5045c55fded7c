using Lumos.Abstractions;
using Lumos.Host.Cli;

namespace Lumos.Host.Tests.Cli;

public sealed class StateServerTests
{
    [Fact]
    public void StateServer_NotNamed_IsNone()
    {
        Assert.Null(CommonOptions.StateServer(null));
        Assert.Null(CommonOptions.StateServer(""));
    }

    [Fact]
    public void StateServer_ConnectionString_GivesAStoreWithItsHost() => Assert.Equal(["db.example.org"], CommonOptions.StateServer("Host=db.example.org;Database=lumos")!.Hosts);

    [Theory]
    [InlineData("postgres://me:hunter2@db.example.org/lumos")]
    [InlineData("Password=hunter2")]
    public void StateServer_NoConnectionString_SaysWhatToWriteWithoutSecrets(string connection)
    {
        var error = Assert.Throws<LumosException>(() => CommonOptions.StateServer(connection));

        Assert.Equal("STATE_SERVER_INVALID", error.Reason);
        Assert.Contains("LUMOS_STATE_SERVER", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }
}

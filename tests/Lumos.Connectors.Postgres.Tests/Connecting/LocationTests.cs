using Lumos.Abstractions;
using Lumos.Connectors.Postgres.Connecting;
using Npgsql;

namespace Lumos.Connectors.Postgres.Tests.Connecting;

/// <summary>What a location may say, and that it may not hold a password.</summary>
public sealed class LocationTests
{
    [Fact]
    public void Location_Full_IsRead()
    {
        var location = PostgresLocation.Parse("postgresql://a%40b@db.example:6543/my%20shop?schema=sales&table=orders,%C3%BCber&sslmode=verify-full&connect_timeout=7&statement_timeout=60&lock_timeout=5");

        Assert.Equal("db.example", location.Host);
        Assert.Equal(6543, location.Port);
        Assert.Equal("a@b", location.User);
        Assert.Equal("my shop", location.Database);
        Assert.Equal("sales", location.Schema);
        Assert.Equal(["orders", "über"], location.Tables);
        Assert.Equal(SslMode.VerifyFull, location.SslMode);
        Assert.Equal(TimeSpan.FromSeconds(7), location.ConnectTimeout);
        Assert.Equal(TimeSpan.FromMinutes(1), location.StatementTimeout);
        Assert.Equal(TimeSpan.FromSeconds(5), location.LockTimeout);
    }

    [Theory]
    [InlineData("postgres://", "localhost", 5432)]
    [InlineData("postgres://db", "db", 5432)]
    [InlineData("postgres://[::1]:99/x", "::1", 99)]
    [InlineData("postgres:///x?host=%2Fvar%2Frun%2Fpg&port=7", "/var/run/pg", 7)]
    public void Location_Short_HasDefaults(string text, string host, int port)
    {
        var location = PostgresLocation.Parse(text);

        Assert.Equal((host, port, "public"), (location.Host, location.Port, location.Schema));
        Assert.Empty(location.Tables);
    }

    [Theory]
    [InlineData("postgres://lumos:fakepassword@db/x")]
    [InlineData("postgres://lumos@db/x?password=fakepassword")]
    [InlineData("postgres://lumos:fakepassword@db/x?nonsense=1")]
    [InlineData("postgres://lumos:12/fakepassword@db/x")]
    [InlineData("postgres://lumos:12?fakepassword@db/x")]
    [InlineData("postgres://lumos%3Afakepassword@db/x")]
    [InlineData("postgres://lumos:fakepassword/fakepassword@db/x")]
    public void Location_WithPassword_IsRefusedWithoutRepeatingIt(string text)
    {
        var error = Assert.Throws<LumosException>(() => PostgresLocation.Parse(text));

        Assert.Equal("DATABASE_PASSWORD_IN_LOCATION", error.Reason);
        Assert.Equal(ErrorCode.PolicyBlock, error.Code);
        Assert.DoesNotContain("fakepassword", error.Message, StringComparison.Ordinal);
        Assert.Contains("PGPASSWORD_FILE", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("postgres://db:port/x")]
    [InlineData("postgres://a,b/x")]
    [InlineData("postgres://db/x?host=evil.test,db.corp.example")]
    [InlineData("postgres:///x?host=%2Ftmp,evil.test")]
    [InlineData("postgres://db/x?sslmode=maybe")]
    [InlineData("postgres://db/x?connect_timeout=soon")]
    [InlineData("postgres://db/x?options=-c")]
    public void Location_NotUnderstood_SaysWhatIsAllowed(string text)
    {
        var error = Assert.Throws<LumosException>(() => PostgresLocation.Parse(text));

        Assert.Equal("DATABASE_LOCATION_INVALID", error.Reason);
        Assert.NotNull(error.NextStep);
    }

    [Theory]
    [InlineData("postgres://db/x", true)]
    [InlineData("POSTGRESQL://db/x", true)]
    [InlineData("data/postgres.csv", false)]
    [InlineData("out.duckdb", false)]
    public void Connector_Location_TellsItsOwn(string location, bool handles) =>
        Assert.Equal(handles, new PostgresConnector().Handles(new RunEndpoint { Source = new EndpointSource("sql"), Location = [location] }));
}

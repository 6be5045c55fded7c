using Lumos.Abstractions;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Tests.Mapping;

/// <summary>The tables of a publishing system, all called alike in front, their columns after their tables, 0 for want of a reference: into tables called by what they hold.</summary>
public sealed class PrefixedTablesTests : IDisposable
{
    private const string Schema = """
        CREATE TABLE authors (id bigint PRIMARY KEY, username text NOT NULL, email text, registered_at timestamp);
        CREATE TABLE articles (id bigint PRIMARY KEY, author_id bigint NOT NULL REFERENCES authors, parent_id bigint REFERENCES articles, title text NOT NULL, body text NOT NULL, status text, published_at timestamp);
        CREATE TABLE comments (id bigint PRIMARY KEY, article_id bigint NOT NULL REFERENCES articles, author_id bigint REFERENCES authors, author_email text, body text NOT NULL, created_at timestamp NOT NULL);
        CREATE TABLE tags (id bigint PRIMARY KEY, name text NOT NULL, slug text);
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Run_TablesShareAPrefix_EachGoesWhereItsNameWithoutItSays()
    {
        var plan = await RunAsync();

        Assert.Equal([("articles", "wp_posts"), ("authors", "wp_users"), ("comments", "wp_comments"), ("tags", "wp_terms")],
            plan.Tables.OrderBy(static t => t.Target, StringComparer.Ordinal).Select(static t => (t.Target, Assert.Single(t.Inputs).Source)));
    }

    [Fact]
    public async Task Run_OwnColumnsCalledAfterTheTable_ComeBeforeThoseOfTablesItRefersTo()
    {
        var plan = await RunAsync();

        Assert.Equal("comment_content", Assert.Single(Column(plan, "comments.body").Sources));
        Assert.Equal("comment_date", Assert.Single(Column(plan, "comments.created_at").Sources));
        Assert.Equal("comment_post_id", Assert.Single(Column(plan, "comments.article_id").Sources));
        Assert.Equal("user_id", Assert.Single(Column(plan, "comments.author_id").Sources));
        Assert.Null(plan.Tables.Single(static t => t.Target == "comments").Inputs[0].Joins);
    }

    [Fact]
    public async Task Run_ZeroStandsForNoReference_BecomesNull()
    {
        var plan = await RunAsync();

        Assert.Contains("map_dict({\"0\": null}, on_missing: keep)", Column(plan, "comments.author_id").Dsl, StringComparison.Ordinal);
        Assert.Contains("map_dict({\"0\": null}, on_missing: keep)", Column(plan, "articles.parent_id").Dsl, StringComparison.Ordinal);
        // What must refer to a row keeps its value, and says so by the check of references.
        Assert.DoesNotContain("null", Column(plan, "articles.author_id").Dsl, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static ColumnMapping Column(MappingPlanArtifact plan, string name) => plan.Tables.Single(t => t.Target == name.Split('.')[0]).Inputs[0].Columns.Single(c => c.Target == name.Split('.')[1]);

    private async Task<MappingPlanArtifact> RunAsync()
    {
        string[] states = ["publish", "draft", "trash"], names = ["anna", "bob", "carl", "dora"];
        Write("wp_users", "id,user_login,user_pass,user_email,user_registered", 30, i => $"{i + 1},{names[i % 4]}{i},$P$B{i * 7919:x8},{names[i % 4]}{i}@blog.example,2021-0{1 + i % 9}-1{i % 9} 08:{i:00}:00");
        Write("wp_posts", "id,post_author,post_date,post_content,post_title,post_status,post_parent,guid,comment_count", 120, i =>
            $"{i + 1},{1 + i % 30},2022-0{1 + i % 9}-1{i % 9} 10:00:{i % 60:00},<p>Words of post {i} and more of them</p>,Post {i},{states[i % 3]},{(i % 5 == 4 ? i : 0)},https://blog.example/?p={i},{i % 7}");
        Write("wp_comments", "comment_id,comment_post_id,comment_author_email,comment_date,comment_content,comment_parent,user_id", 300, static i =>
            $"{i + 1},{1 + i * 7 % 120},v{i}@mail.example,2023-0{1 + i % 9}-1{i % 9} 11:00:{i % 60:00},Nice post {i} says a reader,0,{(i % 3 == 0 ? 1 + i % 30 : 0)}");
        Write("wp_terms", "term_id,name,slug", 20, static i => $"{i + 1},Topic {i},topic-{i}");
        _folder.Write("ours.sql", Schema);
        using var run = new SampleRun
        {
            BaseFolder = _folder["in"], Locations = ["wp_users.csv", "wp_posts.csv", "wp_comments.csv", "wp_terms.csv"], Target = await TargetSchemaReader.ReadAsync(_folder["ours.sql"]),
        };
        return (await run.RunAsync()).Output;
    }

    private void Write(string name, string header, int rows, Func<int, string> row) => _folder.Write($"in/{name}.csv", header + "\n" + string.Join('\n', Enumerable.Range(0, rows).Select(row)) + "\n");
}

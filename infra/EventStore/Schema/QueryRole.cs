namespace Logistics.EventStore;

/// <summary>
/// The role that queries run as, so that row-level security binds them; the owner, which writes, is not bound. It has no login and
/// is named for the database's owner (`NAME_query`), so that every service and every test database has its own.
/// </summary>
public static class QueryRole
{
    private const string Name = "(select pg_get_userbyid(datdba) from pg_database where datname = current_database()) || '_query'";

    /// <summary>An expression that takes it on until the transaction ends.</summary>
    public const string Become = $"set_config('role', {Name}, true)";

    /// <summary>DDL: the role may ask the table, and sees the rows that fulfil the condition.</summary>
    public static string Sees(string table, string condition) =>
        $"""
        do $security$
        declare query_role text := {Name};
        begin
          execute format('alter table %I enable row level security', '{table}');
          execute format('grant select on %I to %I', '{table}', query_role);
          execute format('create policy parties on %I for select to %I using (%s)', '{table}', query_role, $condition${condition}$condition$);
        end $security$;
        """;
}

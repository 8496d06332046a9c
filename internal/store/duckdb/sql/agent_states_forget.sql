-- Deletes the states of the spans' agents: they are written anew.
delete from agent_states
where agent in (select agent from agent_spans);

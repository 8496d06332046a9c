select
    agent,
    state
from agent_states;
